package dev.vignette.media.signal;

/**
 * The log-mel filterbank by which speaker models of the Kaldi family hear: 80 bands of 16 kHz sound, 25 ms every 10 ms,
 * pre-emphasis 0.97, Povey's window, triangles of peak 1 equally spaced on {@code 1127·ln(1 + f/700)} from 20 Hz. Immutable; safe
 * for several threads.
 */
public final class KaldiFilterbank {
    /** Bands per frame. */
    public static final int BANDS = 80;
    /** Samples between frames. */
    public static final int HOP = 160;

    private static final int RATE = 16_000;
    private static final int WINDOW = 400;
    private static final int SIZE = 512;
    private static final double LOW_HERTZ = 20;
    private static final double PRE_EMPHASIS = 0.97;
    private static final double FLOOR = 1.1920929e-7;

    /** Where frames lie. */
    public enum Edges {
        /** Whole frames only, as the published models were trained. */
        WHOLE,
        /** Frames around every tenth millisecond; what they lack at both ends is mirrored. */
        MIRRORED
    }

    private final Fourier fourier = new Fourier(SIZE);
    private final double[] window = new double[WINDOW];
    private final double[][] triangles;
    private final Edges edges;

    /** @param highHertz upper edge of the last triangle, at most 8000 */
    public KaldiFilterbank(double highHertz, Edges edges) {
        if (!(highHertz > LOW_HERTZ && highHertz <= RATE / 2.0)) {
            throw new IllegalArgumentException("The upper edge must lie in 20..8000 Hz: " + highHertz);
        }
        this.edges = edges;
        for (int i = 0; i < WINDOW; i++) {
            window[i] = StrictMath.pow(0.5 - 0.5 * StrictMath.cos(2 * Math.PI * i / (WINDOW - 1)), 0.85);
        }
        double low = mel(LOW_HERTZ);
        double step = (mel(highHertz) - low) / (BANDS + 1);
        triangles = new double[BANDS][SIZE / 2];
        for (int band = 0; band < BANDS; band++) {
            double left = low + band * step;
            double centre = left + step;
            double right = centre + step;
            for (int bin = 0; bin < SIZE / 2; bin++) {
                double at = mel(bin * (double) RATE / SIZE);
                double up = (at - left) / step;
                double down = (right - at) / step;
                triangles[band][bin] = at > left && at < right ? (at <= centre ? up : down) : 0;
            }
        }
    }

    private static double mel(double hertz) {
        return 1127 * StrictMath.log(1 + hertz / 700);
    }

    /** How many frames there are of so many samples. */
    public int frames(int samples) {
        return switch (edges) {
            case WHOLE -> samples < WINDOW ? 0 : 1 + (samples - WINDOW) / HOP;
            case MIRRORED -> samples == 0 ? 0 : (samples + HOP / 2) / HOP;
        };
    }

    /**
     * Natural logarithms of the energies.
     *
     * @param samples at 16 kHz; the scale only adds a constant
     * @return [{@link #frames}][{@value #BANDS}]
     */
    public float[][] of(float[] samples) {
        float[][] out = new float[frames(samples.length)][];
        for (int frame = 0; frame < out.length; frame++) {
            int from = frame * HOP + (edges == Edges.WHOLE ? 0 : HOP / 2 - WINDOW / 2);
            out[frame] = frame(samples, from);
        }
        return out;
    }

    private float[] frame(float[] samples, int from) {
        double[] re = new double[SIZE];
        double[] im = new double[SIZE];
        double mean = 0;
        for (int i = 0; i < WINDOW; i++) {
            re[i] = samples[mirrored(from + i, samples.length)];
            mean += re[i] / WINDOW;
        }
        double before = re[0] - mean;
        for (int i = 0; i < WINDOW; i++) {
            double now = re[i] - mean;
            re[i] = (now - PRE_EMPHASIS * before) * window[i];
            before = now;
        }
        fourier.forward(re, im);
        double[] power = new double[SIZE / 2];
        for (int bin = 0; bin < power.length; bin++) {
            power[bin] = re[bin] * re[bin] + im[bin] * im[bin];
        }
        float[] bands = new float[BANDS];
        for (int band = 0; band < BANDS; band++) {
            double energy = 0;
            for (int bin = 0; bin < power.length; bin++) {
                energy += triangles[band][bin] * power[bin];
            }
            bands[band] = (float) StrictMath.log(Math.max(energy, FLOOR));
        }
        return bands;
    }

    private static int mirrored(int at, int length) {
        int index = at;
        while (index < 0 || index >= length) {
            index = index < 0 ? -index - 1 : 2 * length - 1 - index;
        }
        return index;
    }
}
