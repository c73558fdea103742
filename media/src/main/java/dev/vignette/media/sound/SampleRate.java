package dev.vignette.media.sound;

import java.time.Duration;

/** Samples per second of one channel, in hertz; 1 000 to 192 000. */
public record SampleRate(int hertz) {
    /** What speech recognisers and most analysis expect. */
    public static final SampleRate HZ_16000 = new SampleRate(16_000);
    /** What espeak-ng speaks. */
    public static final SampleRate HZ_22050 = new SampleRate(22_050);
    /** What neural voices speak. */
    public static final SampleRate HZ_24000 = new SampleRate(24_000);
    /** What films and Opus carry. */
    public static final SampleRate HZ_48000 = new SampleRate(48_000);

    public SampleRate {
        if (hertz < 1_000 || hertz > 192_000) {
            throw new IllegalArgumentException("Sample rate out of range (1000..192000 Hz): " + hertz);
        }
    }

    /** Number of whole samples nearest to {@code duration}. */
    public int samples(Duration duration) {
        return Math.toIntExact(Math.round(duration.toNanos() * 1e-9 * hertz));
    }

    /** How long {@code samples} of this rate last. */
    public Duration duration(long samples) {
        return Duration.ofNanos(Math.round(samples * 1e9 / hertz));
    }
}
