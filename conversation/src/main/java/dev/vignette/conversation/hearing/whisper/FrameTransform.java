package dev.vignette.conversation.hearing.whisper;

/**
 * Power spectra of two real frames of 400 samples at once: one as the real, one as the imaginary part of a complex transform
 * of 400 = 4 · 4 · 5 · 5 points (Stockham's self-sorting form, so that no step shuffles). {@code media}'s transform is for
 * powers of two only, and padding to 512 would move the bins. Holds its workspace: one thread at a time.
 */
final class FrameTransform {
    static final int SIZE = 400;
    static final int BINS = SIZE / 2 + 1;
    private static final int[] RADICES = {4, 4, 5, 5};
    /** Twiddle factors per pass, for p and k: cos and sin of −2πpk/n, with the first radix's length n = 400. */
    private static final double[][] TWIDDLES = twiddles();

    private static final double C1 = StrictMath.cos(2 * Math.PI / 5);
    private static final double C2 = StrictMath.cos(4 * Math.PI / 5);
    private static final double S1 = StrictMath.sin(2 * Math.PI / 5);
    private static final double S2 = StrictMath.sin(4 * Math.PI / 5);

    private final double[] re = new double[SIZE];
    private final double[] im = new double[SIZE];
    private final double[] workRe = new double[SIZE];
    private final double[] workIm = new double[SIZE];

    /** Where to put the first frame. */
    double[] first() {
        return re;
    }

    /** Where to put the second frame. */
    double[] second() {
        return im;
    }

    /** Overwrites the frames; |X[k]|² of each goes to {@code power1} and {@code power2}, {@value #BINS} numbers each. */
    void powers(double[] power1, double[] power2) {
        four(re, im, workRe, workIm, 100, 1, TWIDDLES[0]);
        four(workRe, workIm, re, im, 25, 4, TWIDDLES[1]);
        five(re, im, workRe, workIm, 5, 16, TWIDDLES[2]);
        five(workRe, workIm, re, im, 1, 80, TWIDDLES[3]);
        power1[0] = re[0] * re[0];
        power2[0] = im[0] * im[0];
        for (int k = 1; k < BINS; k++) {
            int mirror = SIZE - k;
            double evenRe = re[k] + re[mirror];
            double oddIm = im[k] - im[mirror];
            double evenIm = im[k] + im[mirror];
            double oddRe = re[mirror] - re[k];
            power1[k] = 0.25 * (evenRe * evenRe + oddIm * oddIm);
            power2[k] = 0.25 * (evenIm * evenIm + oddRe * oddRe);
        }
    }

    /** One pass of radix 4 over sequences of 4·m points, s of them interleaved. */
    private static void four(double[] xr, double[] xi, double[] yr, double[] yi, int m, int s, double[] twiddle) {
        int step = s * m;
        for (int p = 0, t = 0; p < m; p++, t += 6) {
            double w1r = twiddle[t];
            double w1i = twiddle[t + 1];
            double w2r = twiddle[t + 2];
            double w2i = twiddle[t + 3];
            double w3r = twiddle[t + 4];
            double w3i = twiddle[t + 5];
            int in = s * p;
            int out = 4 * s * p;
            for (int q = 0; q < s; q++, in++, out++) {
                double ar = xr[in] + xr[in + 2 * step];
                double ai = xi[in] + xi[in + 2 * step];
                double br = xr[in] - xr[in + 2 * step];
                double bi = xi[in] - xi[in + 2 * step];
                double cr = xr[in + step] + xr[in + 3 * step];
                double ci = xi[in + step] + xi[in + 3 * step];
                double dr = xr[in + step] - xr[in + 3 * step];
                double di = xi[in + step] - xi[in + 3 * step];
                yr[out] = ar + cr;
                yi[out] = ai + ci;
                put(yr, yi, out + s, br + di, bi - dr, w1r, w1i);
                put(yr, yi, out + 2 * s, ar - cr, ai - ci, w2r, w2i);
                put(yr, yi, out + 3 * s, br - di, bi + dr, w3r, w3i);
            }
        }
    }

    /** One pass of radix 5 over sequences of 5·m points, s of them interleaved. */
    private static void five(double[] xr, double[] xi, double[] yr, double[] yi, int m, int s, double[] twiddle) {
        int step = s * m;
        for (int p = 0, t = 0; p < m; p++, t += 8) {
            int in = s * p;
            int out = 5 * s * p;
            for (int q = 0; q < s; q++, in++, out++) {
                double r0 = xr[in];
                double i0 = xi[in];
                double r14 = xr[in + step] + xr[in + 4 * step];
                double i14 = xi[in + step] + xi[in + 4 * step];
                double d14r = xr[in + step] - xr[in + 4 * step];
                double d14i = xi[in + step] - xi[in + 4 * step];
                double r23 = xr[in + 2 * step] + xr[in + 3 * step];
                double i23 = xi[in + 2 * step] + xi[in + 3 * step];
                double d23r = xr[in + 2 * step] - xr[in + 3 * step];
                double d23i = xi[in + 2 * step] - xi[in + 3 * step];
                double m1r = r0 + C1 * r14 + C2 * r23;
                double m1i = i0 + C1 * i14 + C2 * i23;
                double m2r = r0 + C2 * r14 + C1 * r23;
                double m2i = i0 + C2 * i14 + C1 * i23;
                double n1r = S1 * d14i + S2 * d23i;
                double n1i = -(S1 * d14r + S2 * d23r);
                double n2r = S2 * d14i - S1 * d23i;
                double n2i = -(S2 * d14r - S1 * d23r);
                yr[out] = r0 + r14 + r23;
                yi[out] = i0 + i14 + i23;
                put(yr, yi, out + s, m1r + n1r, m1i + n1i, twiddle[t], twiddle[t + 1]);
                put(yr, yi, out + 2 * s, m2r + n2r, m2i + n2i, twiddle[t + 2], twiddle[t + 3]);
                put(yr, yi, out + 3 * s, m2r - n2r, m2i - n2i, twiddle[t + 4], twiddle[t + 5]);
                put(yr, yi, out + 4 * s, m1r - n1r, m1i - n1i, twiddle[t + 6], twiddle[t + 7]);
            }
        }
    }

    private static void put(double[] yr, double[] yi, int at, double r, double i, double wr, double wi) {
        yr[at] = r * wr - i * wi;
        yi[at] = r * wi + i * wr;
    }

    private static double[][] twiddles() {
        double[][] tables = new double[RADICES.length][];
        int n = SIZE;
        for (int pass = 0; pass < RADICES.length; pass++) {
            int radix = RADICES[pass];
            int m = n / radix;
            double[] table = new double[2 * m * (radix - 1)];
            int t = 0;
            for (int p = 0; p < m; p++) {
                for (int k = 1; k < radix; k++) {
                    double angle = -2 * Math.PI * p * k / n;
                    table[t++] = StrictMath.cos(angle);
                    table[t++] = StrictMath.sin(angle);
                }
            }
            tables[pass] = table;
            n = m;
        }
        return tables;
    }
}
