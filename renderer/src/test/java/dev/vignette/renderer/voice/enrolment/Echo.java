package dev.vignette.renderer.voice.enrolment;

import dev.vignette.media.Language;
import dev.vignette.media.sound.Pcm;
import dev.vignette.media.sound.SampleRate;
import dev.vignette.renderer.EngineName;
import dev.vignette.renderer.Script;
import dev.vignette.renderer.voice.CloningVoice;
import dev.vignette.renderer.voice.SpeechChunk;
import dev.vignette.renderer.voice.SpeechSink;
import dev.vignette.renderer.voice.VoiceCapabilities;
import dev.vignette.renderer.voice.VoicePrint;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;

/** Says whatever it is asked to by playing the sample: the most alike that a voice can be. */
public final class Echo extends CloningVoice {
    @Override
    public EngineName engine() {
        return new EngineName("echo", "1");
    }

    @Override
    public VoiceCapabilities capabilities() {
        return new VoiceCapabilities(
                Set.of(Language.ENGLISH), SampleRate.HZ_24000, true, false, false, false, "Apache-2.0");
    }

    @Override
    protected String form() {
        return "samples/1";
    }

    @Override
    protected VoicePrint analyse(Pcm sample) {
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * sample.samples().length);
        bytes.asFloatBuffer().put(sample.samples());
        return new VoicePrint("echo", form(), bytes.array());
    }

    @Override
    protected void utter(Script script, VoicePrint print, long seed, SpeechSink sink) {
        float[] samples = new float[print.data().length / Float.BYTES];
        ByteBuffer.wrap(print.data()).asFloatBuffer().get(samples);
        sink.accept(new SpeechChunk(new Pcm(samples, SampleRate.HZ_24000), List.of()));
    }

    @Override
    protected void release() {}
}
