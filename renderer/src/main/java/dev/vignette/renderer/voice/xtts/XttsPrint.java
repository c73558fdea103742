package dev.vignette.renderer.voice.xtts;

import dev.vignette.renderer.RenderException;
import dev.vignette.renderer.voice.VoicePrint;
import dev.vignette.renderer.voice.xtts.network.XttsMetadata;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * What the model needs of a person: vectors that condition the transformer, and how the vocoder is to sound.
 *
 * @param latents row by row
 * @param speaker of length one
 */
@SuppressWarnings("ArrayRecordComponent") // Read by index, never compared or written to.
record XttsPrint(float[] latents, float[] speaker) {
    /** Changes with the encoding and with the weights that made it. */
    static String form(XttsMetadata metadata) {
        return "xtts-1." + metadata.source();
    }

    VoicePrint filed(String engine, XttsMetadata metadata) {
        ByteBuffer bytes =
                ByteBuffer.allocate(4 * (latents.length + speaker.length)).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(latents).put(speaker);
        return new VoicePrint(engine, form(metadata), bytes.array());
    }

    /** @throws RenderException UNUSABLE_SAMPLE if it is damaged */
    static XttsPrint of(VoicePrint print, XttsMetadata metadata) {
        int latents = metadata.latents() * metadata.width();
        byte[] data = print.data();
        if (data.length != 4 * (latents + metadata.voiceWidth())) {
            throw damaged();
        }
        float[] values = new float[latents + metadata.voiceWidth()];
        ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
        for (float value : values) {
            if (!Float.isFinite(value)) {
                throw damaged();
            }
        }
        return new XttsPrint(Arrays.copyOf(values, latents), Arrays.copyOfRange(values, latents, values.length));
    }

    private static RenderException damaged() {
        return new RenderException(
                RenderException.Reason.UNUSABLE_SAMPLE, "The kept voice is damaged. Give the voice sample once more.");
    }
}
