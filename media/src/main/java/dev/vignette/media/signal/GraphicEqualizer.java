package dev.vignette.media.signal;

import dev.vignette.media.sound.Pcm;
import dev.vignette.media.sound.SampleRate;
import java.util.Arrays;

/**
 * Gains on the {@value Ltas#BANDS} critical bands as one linear-phase FIR filter whose delay is taken out again: nothing
 * moves in time. Immutable, safe for several threads.
 */
public final class GraphicEqualizer {
    private static final int TAPS = 511;
    private static final int DESIGN = 2048;

    private final SampleRate rate;
    private final Fourier fourier = new Fourier(DESIGN);
    private final double[] filterRe = new double[DESIGN];
    private final double[] filterIm = new double[DESIGN];

    /** @param gains dB per critical band, interpolated between the bands' centres on a Bark scale */
    public GraphicEqualizer(double[] gains, SampleRate rate) {
        if (gains.length != Ltas.BANDS) {
            throw new IllegalArgumentException("An equalizer has " + Ltas.BANDS + " gains: " + gains.length);
        }
        this.rate = rate;
        double[] response = new double[DESIGN];
        for (int k = 0; k <= DESIGN / 2; k++) {
            double amplitude = Levels.amplitude(gainAt(gains, k * (double) rate.hertz() / DESIGN));
            response[k] = amplitude;
            response[(DESIGN - k) % DESIGN] = amplitude;
        }
        fourier.inverse(response, new double[DESIGN]);
        for (int i = 0; i < TAPS; i++) {
            int from = Math.floorMod(i - TAPS / 2, DESIGN);
            double hann = 0.5 - 0.5 * StrictMath.cos(2 * Math.PI * (i + 1) / (TAPS + 1));
            filterRe[i] = response[from] * hann;
        }
        fourier.forward(filterRe, filterIm);
    }

    private static double gainAt(double[] gains, double hertz) {
        double bark = bark(hertz);
        double left = bark(Ltas.centre(0));
        if (bark <= left) {
            return gains[0];
        }
        for (int band = 1; band < gains.length; band++) {
            double right = bark(Ltas.centre(band));
            if (bark <= right) {
                double t = (bark - left) / (right - left);
                return gains[band - 1] * (1 - t) + gains[band] * t;
            }
            left = right;
        }
        return gains[gains.length - 1];
    }

    /** Traunmüller 1990. */
    private static double bark(double hertz) {
        return 26.81 * hertz / (1960 + hertz) - 0.53;
    }

    /** The filtered sound, as long as {@code sound} (overlap-add). */
    public Pcm apply(Pcm sound) {
        if (!sound.rate().equals(rate)) {
            throw new IllegalArgumentException("Made for " + rate + ", not " + sound.rate());
        }
        float[] x = sound.samples();
        double[] y = new double[x.length + DESIGN];
        int step = DESIGN - TAPS + 1;
        double[] re = new double[DESIGN];
        double[] im = new double[DESIGN];
        for (int from = 0; from < x.length; from += step) {
            Arrays.fill(re, 0);
            Arrays.fill(im, 0);
            for (int i = 0; i < step && from + i < x.length; i++) {
                re[i] = x[from + i];
            }
            fourier.forward(re, im);
            for (int k = 0; k < DESIGN; k++) {
                double r = re[k] * filterRe[k] - im[k] * filterIm[k];
                im[k] = re[k] * filterIm[k] + im[k] * filterRe[k];
                re[k] = r;
            }
            fourier.inverse(re, im);
            for (int i = 0; i < DESIGN && from + i < y.length; i++) {
                y[from + i] += re[i];
            }
        }
        float[] out = new float[x.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = (float) y[i + TAPS / 2];
        }
        return new Pcm(out, rate);
    }
}
