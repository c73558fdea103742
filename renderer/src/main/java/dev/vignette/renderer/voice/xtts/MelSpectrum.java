package dev.vignette.renderer.voice.xtts;

import dev.vignette.media.signal.Fourier;

/**
 * Power in bands on the HTK mel scale, 0 to 8 000 Hz, as torchaudio computes it: frames centred on every hop, the sound mirrored at
 * its ends. Immutable.
 */
final class MelSpectrum {
    private static final double HIGHEST = 8_000;

    private final Fourier fourier;
    private final int hop;
    private final int bands;
    private final double[] window;
    /** First bin of each band, and the weights of the bins from there. */
    private final int[] firstBin;

    private final double[][] weights;

    private MelSpectrum(int size, int hop, int bands, double[] window, int rate, boolean areas) {
        this.fourier = new Fourier(size);
        this.hop = hop;
        this.bands = bands;
        this.window = window;
        this.firstBin = new int[bands];
        this.weights = new double[bands][];
        filters(size, rate, areas);
    }

    /** For the conditioning encoder, at 22 050 Hz: 80 bands of equal area, a Hann window of 1 024 in frames of 2 048. */
    static MelSpectrum conditioning(int bands) {
        return new MelSpectrum(2_048, 256, bands, centred(taper(1_024, 0.5), 2_048), 22_050, true);
    }

    /** For the speaker encoder, at 16 000 Hz: 64 bands of equal height, a Hamming window of 400 in frames of 512. */
    static MelSpectrum speaker() {
        return new MelSpectrum(512, 160, 64, centred(taper(400, 0.54), 512), 16_000, false);
    }

    private static double[] taper(int size, double mean) {
        double[] taper = new double[size];
        for (int i = 0; i < size; i++) {
            taper[i] = mean - (1 - mean) * StrictMath.cos(2 * Math.PI * i / size);
        }
        return taper;
    }

    private static double[] centred(double[] taper, int size) {
        double[] window = new double[size];
        System.arraycopy(taper, 0, window, (size - taper.length) / 2, taper.length);
        return window;
    }

    private void filters(int size, int rate, boolean areas) {
        double highest = 2_595 * StrictMath.log10(1 + HIGHEST / 700);
        double[] edges = new double[bands + 2];
        for (int i = 0; i < edges.length; i++) {
            edges[i] = 700 * (StrictMath.pow(10, highest * i / (bands + 1) / 2_595) - 1);
        }
        double binWidth = (double) rate / size;
        for (int band = 0; band < bands; band++) {
            double left = edges[band];
            double middle = edges[band + 1];
            double right = edges[band + 2];
            int first = (int) Math.floor(left / binWidth) + 1;
            int last = Math.min(size / 2, (int) Math.ceil(right / binWidth) - 1);
            firstBin[band] = first;
            weights[band] = new double[Math.max(0, last - first + 1)];
            for (int k = 0; k < weights[band].length; k++) {
                double hertz = (first + k) * binWidth;
                double height = Math.min((hertz - left) / (middle - left), (right - hertz) / (right - middle));
                weights[band][k] = Math.max(0, height) * (areas ? 2 / (right - left) : 1);
            }
        }
    }

    int bands() {
        return bands;
    }

    /** How many frames so many samples give. */
    int frames(int samples) {
        return 1 + samples / hop;
    }

    /** @param sound longer than half a frame; gives bands × frames */
    double[][] powers(float[] sound) {
        int size = fourier.size();
        if (sound.length <= size / 2) {
            throw new IllegalArgumentException(sound.length + " samples are too few to mirror.");
        }
        int count = frames(sound.length);
        double[][] powers = new double[bands][count];
        double[] re = new double[size];
        double[] im = new double[size];
        for (int frame = 0; frame < count; frame++) {
            for (int i = 0; i < size; i++) {
                re[i] = window[i] == 0 ? 0 : window[i] * sound[mirrored(frame * hop + i - size / 2, sound.length)];
                im[i] = 0;
            }
            fourier.forward(re, im);
            for (int band = 0; band < bands; band++) {
                double sum = 0;
                for (int k = 0; k < weights[band].length; k++) {
                    int bin = firstBin[band] + k;
                    sum += weights[band][k] * (re[bin] * re[bin] + im[bin] * im[bin]);
                }
                powers[band][frame] = sum;
            }
        }
        return powers;
    }

    private static int mirrored(int i, int length) {
        int inside = Math.abs(i);
        return inside < length ? inside : 2 * (length - 1) - inside;
    }

    /** The filter of a band at a bin, for a comparison with published tables. */
    double weight(int band, int bin) {
        int k = bin - firstBin[band];
        return k >= 0 && k < weights[band].length ? weights[band][k] : 0;
    }
}
