package dev.vignette.media.signal;

import dev.vignette.media.sound.Pcm;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * Another pitch at the same pace: time-domain pitch-synchronous overlap-add (Moulines and Charpentier 1990). Two-period
 * grains around each glottal pulse are set down at the new spacing; where there is no voice the sound passes unchanged. Clean for
 * about ±5 semitones; formants and times stay.
 */
public final class Psola {
    /** Spacing of the marks where nothing is periodic, seconds. */
    private static final double UNVOICED_STEP = 0.005;

    private Psola() {}

    /**
     * @param ratio new F0 over old F0 at a time in seconds; asked only where {@code pitch} is voiced
     * @return as long as {@code sound}; the very samples where the ratio is 1
     */
    public static Pcm shift(Pcm sound, PitchTrack pitch, DoubleUnaryOperator ratio) {
        float[] x = sound.samples();
        double rate = sound.rate().hertz();
        PitchMarks marks = PitchMarks.of(sound, pitch);
        int[] at = marks.at();
        if (at.length < 3) {
            return sound;
        }
        double[] sum = new double[x.length];
        double[] weight = new double[x.length];
        // Before the first and after the last mark nothing changes.
        int source = 0;
        double target = at[0];
        while (target < at[at.length - 1] + 0.5) {
            while (source + 1 < at.length && Math.abs(at[source + 1] - target) <= Math.abs(at[source] - target)) {
                source++;
            }
            addGrain(x, marks, source, (int) Math.round(target), sum, weight);
            boolean voiced = marks.voiced(source);
            double step = marks.period(source) / (voiced ? ratio.applyAsDouble(at[source] / rate) : 1);
            // Leaving a stretch (voiced to unvoiced or back) snaps to the next mark, so that errors do not pile up.
            if (source + 1 < at.length
                    && marks.voiced(source + 1) != voiced
                    && target + step > at[source + 1] - 0.5 * step) {
                target = at[source + 1];
            } else if (!voiced && source + 1 < at.length) {
                target = at[source + 1];
            } else {
                target += Math.max(2, step);
            }
        }
        float[] out = new float[x.length];
        for (int i = 0; i < x.length; i++) {
            if (i < at[0] || i > at[at.length - 1]) {
                out[i] = x[i];
            } else {
                out[i] = (float) (sum[i] / Math.max(1, weight[i]));
            }
        }
        return new Pcm(out, sound.rate());
    }

    /** A grain reaches to the neighbouring marks on both sides, so that unmoved grains add up to the original. */
    private static void addGrain(float[] x, PitchMarks marks, int source, int target, double[] sum, double[] weight) {
        int centre = marks.at()[source];
        int left = source > 0 ? centre - marks.at()[source - 1] : 1;
        int right = source + 1 < marks.at().length ? marks.at()[source + 1] - centre : 1;
        for (int i = -left + 1; i < right; i++) {
            int from = centre + i;
            int to = target + i;
            if (from >= 0 && from < x.length && to >= 0 && to < sum.length) {
                double w = 0.5 + 0.5 * Math.cos(Math.PI * i / (i < 0 ? left : right));
                sum[to] += w * x[from];
                weight[to] += w;
            }
        }
    }

    /**
     * Where the glottal pulses are.
     *
     * @param at samples, rising
     * @param voice whether each lies in voiced sound
     */
    @SuppressWarnings("ArrayRecordComponent") // never leaves this class
    private record PitchMarks(int[] at, boolean[] voice) {

        boolean voiced(int i) {
            return voice[i];
        }

        double period(int i) {
            return i + 1 < at.length ? at[i + 1] - at[i] : at[i] - at[i - 1];
        }

        static PitchMarks of(Pcm sound, PitchTrack pitch) {
            float[] x = sound.samples();
            double rate = sound.rate().hertz();
            int sign = polarity(x);
            int[] at = new int[x.length / 8 + 16];
            boolean[] voice = new boolean[at.length];
            int count = 0;
            double next = 0;
            boolean before = false;
            while (next < x.length && count < at.length) {
                double f0 = pitch.at(next / rate);
                int mark = (int) Math.round(next);
                if (f0 > 0) {
                    double period = rate / f0;
                    // The first pulse is looked for over a whole period, the following near where they are due.
                    double reach = before ? 0.2 * period : 0.5 * period;
                    mark = peak(x, sign, next - reach, next + reach);
                    if (count > 0 && mark <= at[count - 1]) {
                        mark = at[count - 1] + Math.max(1, (int) (0.5 * period));
                    }
                    next = mark + period;
                } else {
                    next = mark + UNVOICED_STEP * rate;
                }
                before = f0 > 0;
                if (mark < x.length) {
                    at[count] = mark;
                    voice[count++] = f0 > 0;
                }
            }
            return new PitchMarks(Arrays.copyOf(at, count), Arrays.copyOf(voice, count));
        }

        /** Pulses stick out to one side: the side with the larger third moment. */
        private static int polarity(float[] x) {
            double third = 0;
            for (float s : x) {
                third += (double) s * s * s;
            }
            return third < 0 ? -1 : 1;
        }

        private static int peak(float[] x, int sign, double from, double to) {
            int best = Math.clamp(Math.round((from + to) / 2), 0, x.length - 1);
            for (int i = Math.max(0, (int) from); i <= Math.min(x.length - 1, (int) to); i++) {
                if (sign * x[i] > sign * x[best]) {
                    best = i;
                }
            }
            return best;
        }
    }
}
