package dev.vignette.renderer.voice;

import dev.vignette.media.sound.Pcm;
import dev.vignette.media.sound.SampleRate;
import java.time.Instant;
import java.util.List;

/** People for tests. */
public final class Speakers {
    public static final String SAMPLE_SHA256 = "0123456789abcdef".repeat(4);
    public static final Consent CONSENT = new Consent(
            "test-1", "a test", Instant.parse("2026-11-22T12:00:00Z"), "2026-11-22", SAMPLE_SHA256, sample -> true);

    private static final Timbre TIMBRE = new Timbre(190, 0.18, 4.5, List.of());
    private static final Pcm SAMPLE = sample(4);

    private Speakers() {}

    /** With a timbre only. */
    public static Speaker approximate() {
        return Speaker.approximate("ada-1", TIMBRE);
    }

    /** With four seconds of tone-like syllables for a sample. */
    public static Speaker enrolled() {
        return approximate().with(new EnrolledVoice(CONSENT, SAMPLE));
    }

    /** As {@link #enrolled}, but the consent was taken back. */
    public static Speaker withdrawn() {
        Consent gone =
                new Consent("test-1", "a test", CONSENT.declared(), "2026-11-22", SAMPLE_SHA256, sample -> false);
        return approximate().with(new EnrolledVoice(gone, SAMPLE));
    }

    /** Harmonics of 190 Hz in syllables of 200 ms, 24 kHz. */
    public static Pcm sample(double seconds) {
        SampleRate rate = SampleRate.HZ_24000;
        float[] x = new float[(int) Math.round(seconds * rate.hertz())];
        for (int i = 0; i < x.length; i++) {
            double time = i / (double) rate.hertz();
            double swell = Math.sin(Math.PI * (time % 0.2) / 0.2);
            double sum = 0;
            for (int k = 1; k <= 12; k++) {
                sum += Math.sin(2 * Math.PI * 190 * k * time + k * k) / k;
            }
            x[i] = (float) (0.15 * swell * sum);
        }
        return new Pcm(x, rate);
    }
}
