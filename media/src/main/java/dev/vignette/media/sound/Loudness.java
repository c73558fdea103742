package dev.vignette.media.sound;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/** Loudness as people hear it, in LUFS (ITU-R BS.1770-4), and sound brought to a given one. Stateless. */
public final class Loudness {
    /** What speech in chat clips is brought to: as loud as phones and platforms expect it. */
    public static final double CHAT_LUFS = -16;
    /** No sample of a {@linkplain #normalise normalised} sound exceeds this: −1 dBFS, room for AAC's overshoot. */
    public static final double PEAK = Math.pow(10, -1 / 20.0);

    private static final double ABSOLUTE_GATE = -70;
    private static final double RELATIVE_GATE = -10;
    /** Beyond this only the noise of a nearly silent recording would be lifted. */
    private static final double MAX_GAIN_DB = 30;

    private Loudness() {}

    /**
     * Integrated, gated loudness in LUFS; a full-scale 997 Hz sine has −3.01. Sound shorter than a gating block (400 ms)
     * is one block. Negative infinity for silence, that is for anything below −70 LUFS.
     */
    public static double integrated(Pcm sound) {
        return gated(blockPowers(sound));
    }

    /** Of the mean squares of overlapping blocks: those below the gates do not count (§5.1). */
    static double gated(double[] blocks) {
        double absolute = mean(blocks, lufsToPower(ABSOLUTE_GATE));
        double relative =
                mean(blocks, Math.max(lufsToPower(ABSOLUTE_GATE), absolute * Math.pow(10, RELATIVE_GATE / 10)));
        return relative > 0 ? powerToLufs(relative) : Double.NEGATIVE_INFINITY;
    }

    /**
     * {@code sound} with an integrated loudness of {@code targetLufs} and no sample beyond {@link #PEAK}. Peaks are
     * turned down softly, ahead of time, over 5 ms. Silence stays as it is; no sound is lifted by more than 30 dB; one with
     * extreme peaks may end up a little quieter than asked.
     */
    public static Pcm normalise(Pcm sound, double targetLufs) {
        double now = integrated(sound);
        if (now == Double.NEGATIVE_INFINITY) {
            return sound.peak() <= PEAK ? sound : PeakLimiter.limit(sound, 1, PEAK);
        }
        double gainDb = Math.min(MAX_GAIN_DB, targetLufs - now);
        Pcm result = PeakLimiter.limit(sound, Math.pow(10, gainDb / 20), PEAK);
        // Limiting takes a little loudness away; one correction gives nearly all of it back.
        double missing = targetLufs - integrated(result);
        if (missing > 0.1 && gainDb < MAX_GAIN_DB) {
            gainDb = Math.min(MAX_GAIN_DB, gainDb + missing);
            result = PeakLimiter.limit(sound, Math.pow(10, gainDb / 20), PEAK);
        }
        return result;
    }

    /** Mean square of the weighted sound over blocks of 400 ms, each 100 ms after the last (§5.1). */
    private static double[] blockPowers(Pcm sound) {
        KWeighting weighting = new KWeighting(sound.rate());
        int length = sound.samples().length;
        double[] sums = new double[length + 1];
        for (int i = 0; i < length; i++) {
            double weighted = weighting.next(sound.samples()[i]);
            sums[i + 1] = sums[i] + weighted * weighted;
        }
        int block = (int) Math.round(0.4 * sound.rate().hertz());
        if (length <= block) {
            return new double[] {length == 0 ? 0 : sums[length] / length};
        }
        int count = 1 + (int) ((length - block) / (0.1 * sound.rate().hertz()));
        double[] powers = new double[count];
        for (int i = 0; i < count; i++) {
            int start = (int) Math.round(i * 0.1 * sound.rate().hertz());
            int end = Math.min(length, start + block);
            powers[i] = (sums[end] - sums[start]) / (end - start);
        }
        return powers;
    }

    private static double mean(double[] powers, double threshold) {
        DoubleStream loud = Arrays.stream(powers).filter(power -> power > threshold);
        return loud.average().orElse(0);
    }

    private static double powerToLufs(double power) {
        return -0.691 + 10 * Math.log10(power);
    }

    private static double lufsToPower(double lufs) {
        return Math.pow(10, (lufs + 0.691) / 10);
    }
}
