package dev.vignette.media.sound;

import java.time.Duration;
import java.util.Arrays;

/**
 * Mono sound: samples in nominally −1…1 and their rate. Immutable by convention: the array is not copied in or out, and
 * whoever passes it on must not write to it again.
 *
 * @param samples linear amplitude; values beyond ±1 are allowed between stages and clipped when written
 * @param rate samples per second
 */
@SuppressWarnings("ArrayRecordComponent") // Equality is never asked of sound; copying seconds of it would be.
public record Pcm(float[] samples, SampleRate rate) {

    public static Pcm silence(Duration duration, SampleRate rate) {
        return new Pcm(new float[rate.samples(duration)], rate);
    }

    public Duration duration() {
        return rate.duration(samples.length);
    }

    public double seconds() {
        return samples.length / (double) rate.hertz();
    }

    /** The samples from {@code from} (inclusive) to {@code to} (exclusive), both clamped to what exists. */
    public Pcm slice(int from, int to) {
        int start = Math.clamp(from, 0, samples.length);
        return new Pcm(Arrays.copyOfRange(samples, start, Math.clamp(to, start, samples.length)), rate);
    }

    /** This sound followed by {@code next}, which must have the same rate. */
    public Pcm plus(Pcm next) {
        if (!next.rate.equals(rate)) {
            throw new IllegalArgumentException("Cannot join " + rate + " and " + next.rate + ": resample first");
        }
        float[] joined = Arrays.copyOf(samples, samples.length + next.samples.length);
        System.arraycopy(next.samples, 0, joined, samples.length, next.samples.length);
        return new Pcm(joined, rate);
    }

    /** Root mean square over all samples, 0 for an empty sound. */
    public double rms() {
        double sum = 0;
        for (float sample : samples) {
            sum += (double) sample * sample;
        }
        return samples.length == 0 ? 0 : Math.sqrt(sum / samples.length);
    }

    /** Largest absolute sample, 0 for an empty sound. */
    public double peak() {
        double peak = 0;
        for (float sample : samples) {
            peak = Math.max(peak, Math.abs(sample));
        }
        return peak;
    }
}
