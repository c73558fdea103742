package dev.vignette.renderer.face.motion;

import dev.vignette.media.signal.Fourier;
import java.util.Arrays;

/**
 * Log energies of one 20 ms window of speech in {@value #BANDS} bands, equally wide on the Bark scale (Traunmüller 1990)
 * from 100 Hz to 8 kHz. Bands above half the sample rate are silent. Used by one thread at a time.
 */
final class BandEnergies {
    static final int BANDS = 25;

    private static final double LOWEST = 100;
    private static final double HIGHEST = 8_000;

    private final int window;
    private final int size;
    private final float[] hann;
    private final Fourier fourier;
    private final double[] real;
    private final double[] imaginary;
    private final int[] bandOfBin;
    private final double[] energies = new double[BANDS];

    BandEnergies(int sampleRate) {
        window = Math.max(2, sampleRate / 50);
        size = Math.max(4, Integer.highestOneBit(window - 1) << 1);
        hann = new float[window];
        for (int i = 0; i < window; i++) {
            hann[i] = (float) (0.5 - 0.5 * StrictMath.cos(2 * Math.PI * (i + 0.5) / window));
        }
        fourier = new Fourier(size);
        real = new double[size];
        imaginary = new double[size];
        bandOfBin = new int[size / 2];
        for (int bin = 0; bin < size / 2; bin++) {
            bandOfBin[bin] = band((double) bin * sampleRate / size);
        }
    }

    /** Samples in a window. */
    int window() {
        return window;
    }

    /** The band in which {@code hertz} lies, −1 below the lowest and above the highest. */
    static int band(double hertz) {
        if (hertz < LOWEST || hertz >= HIGHEST) {
            return -1;
        }
        return (int) (BANDS * (bark(hertz) - bark(LOWEST)) / (bark(HIGHEST) - bark(LOWEST)));
    }

    /** Energies (linear, mean square of full scale) of {@link #window()} samples; valid until the next call. */
    double[] of(float[] samples, int from) {
        for (int i = 0; i < window; i++) {
            real[i] = samples[from + i] * hann[i];
        }
        Arrays.fill(real, window, size, 0);
        Arrays.fill(imaginary, 0);
        fourier.forward(real, imaginary);
        Arrays.fill(energies, 0);
        // Parseval: both halves of the spectrum, the Hann window keeps 3/8 of the power.
        double scale = 2 / (0.375 * window * (double) size);
        for (int bin = 1; bin < size / 2; bin++) {
            if (bandOfBin[bin] >= 0) {
                energies[bandOfBin[bin]] += scale * (real[bin] * real[bin] + imaginary[bin] * imaginary[bin]);
            }
        }
        return energies;
    }

    private static double bark(double hertz) {
        return 26.81 * hertz / (1960 + hertz) - 0.53;
    }
}
