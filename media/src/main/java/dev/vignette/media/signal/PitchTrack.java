package dev.vignette.media.signal;

import dev.vignette.media.sound.Pcm;
import java.util.Arrays;

/**
 * F0 over time, a value every {@value #HOP} seconds; value {@code i} is centred at {@code i · HOP}.
 *
 * @param hertz 0 where there is no voice; must not be written to
 */
@SuppressWarnings("ArrayRecordComponent") // a long signal, never compared
public record PitchTrack(double[] hertz) {
    /** Seconds between values. */
    public static final double HOP = 0.010;

    private static final double GATE_DB = -45;
    private static final int MEDIAN_FRAMES = 5;
    /** A little below an octave, so that octave errors themselves are caught. */
    private static final double JUMP_OCTAVES = 0.9;

    private static final int SHORTEST_JUMP = 3;
    /** F0 needs no more than this; above, whole-numbered decimation makes the search cheaper by its square. */
    private static final int ENOUGH_HERTZ = 5_500;

    /** Above lie the formants that move from period to period; F0 and its first overtones are below. */
    private static final double LOW_PASS_HERTZ = 700;

    /** Follows the F0 of speech: YIN, level gate, median of five frames, short octave jumps dropped. */
    public static PitchTrack of(Pcm sound) {
        return of(sound, Yin.SPEECH);
    }

    /** Same with another range of F0. */
    public static PitchTrack of(Pcm sound, Yin yin) {
        int factor = Math.max(1, sound.rate().hertz() / ENOUGH_HERTZ);
        float[] thin = Decimation.by(factor, LOW_PASS_HERTZ / sound.rate().hertz(), sound.samples());
        double rate = sound.rate().hertz() / (double) factor;
        int whole = (int) Math.round(rate);
        int span = yin.span(whole);
        int frames = (int) Math.ceil(sound.seconds() / HOP);
        float[] padded = new float[thin.length + 2 * span];
        System.arraycopy(thin, 0, padded, span, thin.length);

        double[] level = new double[frames];
        int[] from = new int[frames];
        double loudest = 0;
        for (int i = 0; i < frames; i++) {
            from[i] = span + (int) Math.round(i * HOP * rate) - span / 2;
            level[i] = Levels.rms(padded, from[i], from[i] + span);
            loudest = Math.max(loudest, level[i]);
        }
        double gate = loudest * StrictMath.pow(10, GATE_DB / 20);
        double[] hertz = new double[frames];
        for (int i = 0; i < frames; i++) {
            if (level[i] > gate) {
                hertz[i] = yin.estimate(padded, from[i], whole).hertz() * rate / whole;
            }
        }
        return new PitchTrack(withoutJumps(medians(hertz)));
    }

    static double[] medians(double[] hertz) {
        double[] smooth = hertz.clone();
        double[] near = new double[MEDIAN_FRAMES];
        for (int i = 0; i < hertz.length; i++) {
            if (hertz[i] == 0) {
                continue;
            }
            int count = 0;
            for (int j = Math.max(0, i - MEDIAN_FRAMES / 2);
                    j <= Math.min(hertz.length - 1, i + MEDIAN_FRAMES / 2);
                    j++) {
                if (hertz[j] > 0) {
                    near[count++] = hertz[j];
                }
            }
            Arrays.sort(near, 0, count);
            smooth[i] = count % 2 == 1 ? near[count / 2] : Math.sqrt(near[count / 2 - 1] * near[count / 2]);
        }
        return smooth;
    }

    /** Runs shorter than three frames that lie about an octave from a voiced neighbour become unvoiced. */
    static double[] withoutJumps(double[] hertz) {
        double[] clean = hertz.clone();
        int start = 0;
        for (int i = 1; i <= hertz.length; i++) {
            boolean ends = i == hertz.length || far(hertz[i - 1], hertz[i]) || (hertz[i - 1] == 0) != (hertz[i] == 0);
            if (ends) {
                boolean besideAnother = (start > 0 && far(hertz[start - 1], hertz[start]))
                        || (i < hertz.length && far(hertz[i - 1], hertz[i]));
                if (i - start < SHORTEST_JUMP && besideAnother) {
                    Arrays.fill(clean, start, i, 0);
                }
                start = i;
            }
        }
        return clean;
    }

    private static boolean far(double a, double b) {
        return a > 0 && b > 0 && Math.abs(Math.log(a / b)) > JUMP_OCTAVES * Math.log(2);
    }

    /** F0 at a time, 0 where unvoiced or outside. */
    public double at(double seconds) {
        int i = (int) Math.round(seconds / HOP);
        return i >= 0 && i < hertz.length ? hertz[i] : 0;
    }

    public int voicedFrames() {
        return (int) Arrays.stream(hertz).filter(f -> f > 0).count();
    }

    /** Median F0 of the voiced frames in hertz, 0 if there are none. */
    public double median() {
        double[] voiced = Arrays.stream(hertz).filter(f -> f > 0).sorted().toArray();
        int half = voiced.length / 2;
        if (voiced.length == 0) {
            return 0;
        }
        return voiced.length % 2 == 1 ? voiced[half] : Math.sqrt(voiced[half - 1] * voiced[half]);
    }

    /** Standard deviation of ln F0 over the voiced frames (liveliness), 0 if there are none. */
    public double deviation() {
        double sum = 0;
        double squares = 0;
        int count = 0;
        for (double f : hertz) {
            if (f > 0) {
                double log = StrictMath.log(f);
                sum += log;
                squares += log * log;
                count++;
            }
        }
        return count == 0 ? 0 : Math.sqrt(Math.max(0, squares / count - sum / count * (sum / count)));
    }
}
