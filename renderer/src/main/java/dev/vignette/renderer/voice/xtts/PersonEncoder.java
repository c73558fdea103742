package dev.vignette.renderer.voice.xtts;

import dev.vignette.media.sound.Pcm;
import dev.vignette.media.sound.Resampler;
import dev.vignette.media.sound.SampleRate;
import dev.vignette.renderer.RenderException;
import dev.vignette.renderer.RenderException.Reason;
import dev.vignette.renderer.voice.xtts.network.XttsMetadata;
import dev.vignette.renderer.voice.xtts.network.XttsNetworks;
import java.util.Arrays;

/** Looks at a sample of a person's speech (specification §3 and §4). Stateless. */
final class PersonEncoder {
    /** A last chunk that is shorter is dropped, seconds. */
    private static final double LEAST_CHUNK = 0.33;

    private PersonEncoder() {}

    /** @throws RenderException UNUSABLE_SAMPLE if the sample is too short */
    static XttsPrint print(XttsNetworks networks, Pcm sample) {
        XttsMetadata metadata = networks.metadata();
        Pcm sound = clipped(Resampler.resample(sample, SampleRate.HZ_22050));
        try (XttsNetworks.Encoders encoders = networks.encoders()) {
            float[] latents = latents(networks, encoders, metadata, sound);
            Pcm lower = Resampler.resample(sound, SampleRate.HZ_16000);
            float[] mel = FrontEnds.speaker(MelSpectrum.speaker(), lower.samples());
            return new XttsPrint(latents, encoders.speaker(mel));
        }
    }

    private static Pcm clipped(Pcm sound) {
        float[] samples = sound.samples().clone();
        for (int i = 0; i < samples.length; i++) {
            samples[i] = Math.clamp(samples[i], -1, 1);
        }
        return new Pcm(samples, sound.rate());
    }

    /** The mean of what the chunks of the sample give. */
    private static float[] latents(
            XttsNetworks networks, XttsNetworks.Encoders encoders, XttsMetadata metadata, Pcm sound) {
        int rate = sound.rate().hertz();
        int end = Math.min(sound.samples().length, (int) (metadata.conditioningSeconds() * rate));
        int chunk = (int) (metadata.chunkSeconds() * rate);
        MelSpectrum spectrum = MelSpectrum.conditioning(metadata.melBands());
        float[] stats = networks.melStats();
        float[] sum = new float[metadata.latents() * metadata.width()];
        int chunks = 0;
        for (int from = 0; from < end; from += chunk) {
            int to = Math.min(end, from + chunk);
            if (to - from >= LEAST_CHUNK * rate) {
                float[] part = Arrays.copyOfRange(sound.samples(), from, to);
                float[] made = encoders.latents(FrontEnds.conditioning(spectrum, part, stats));
                for (int i = 0; i < sum.length; i++) {
                    sum[i] += made[i];
                }
                chunks++;
            }
        }
        if (chunks == 0) {
            throw new RenderException(
                    Reason.UNUSABLE_SAMPLE, "The voice sample is too short. Record at least 6 s of normal speech.");
        }
        for (int i = 0; i < sum.length; i++) {
            sum[i] /= chunks;
        }
        return sum;
    }
}
