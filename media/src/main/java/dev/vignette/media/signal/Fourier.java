package dev.vignette.media.signal;

/**
 * Discrete Fourier transform of one power-of-two length: iterative radix 2, decimation in time (Cooley and Tukey 1965).
 * Our own sixty lines because the maintained choice on Central pulls a large-array package that uses
 * {@code sun.misc.Unsafe}. Immutable; safe for several threads; the arrays given are changed in place.
 */
public final class Fourier {
    private final int size;
    private final double[] cos;
    private final double[] sin;
    private final int[] reversed;

    /** @param size number of points, a power of two from 2 to 2²⁰ */
    public Fourier(int size) {
        if (Integer.bitCount(size) != 1 || size < 2 || size > 1 << 20) {
            throw new IllegalArgumentException("Transform length must be a power of two from 2 to 2^20: " + size);
        }
        this.size = size;
        cos = new double[size / 2];
        sin = new double[size / 2];
        for (int i = 0; i < size / 2; i++) {
            // StrictMath: the voice promises the same samples on every machine
            cos[i] = StrictMath.cos(2 * Math.PI * i / size);
            sin[i] = StrictMath.sin(2 * Math.PI * i / size);
        }
        reversed = new int[size];
        int shift = Integer.numberOfLeadingZeros(size) + 1;
        for (int i = 0; i < size; i++) {
            reversed[i] = Integer.reverse(i) >>> shift;
        }
    }

    public int size() {
        return size;
    }

    /** X[k] = Σ x[n]·e^(−2πikn/N), unscaled. */
    public void forward(double[] re, double[] im) {
        transform(re, im);
    }

    /** The inverse, scaled by 1/N, so that it undoes {@link #forward}. */
    public void inverse(double[] re, double[] im) {
        transform(im, re);
        for (int i = 0; i < size; i++) {
            re[i] /= size;
            im[i] /= size;
        }
    }

    private void transform(double[] re, double[] im) {
        for (int i = 0; i < size; i++) {
            int j = reversed[i];
            if (j > i) {
                swap(re, i, j);
                swap(im, i, j);
            }
        }
        for (int half = 1; half < size; half <<= 1) {
            int stride = size / (2 * half);
            for (int block = 0; block < size; block += 2 * half) {
                for (int k = 0; k < half; k++) {
                    double c = cos[k * stride];
                    double s = sin[k * stride];
                    int a = block + k;
                    int b = a + half;
                    double tr = re[b] * c + im[b] * s;
                    double ti = im[b] * c - re[b] * s;
                    re[b] = re[a] - tr;
                    im[b] = im[a] - ti;
                    re[a] += tr;
                    im[a] += ti;
                }
            }
        }
    }

    private static void swap(double[] x, int i, int j) {
        double t = x[i];
        x[i] = x[j];
        x[j] = t;
    }
}
