package dev.vignette.media.signal;

import dev.vignette.media.sound.Pcm;
import java.util.Arrays;

/**
 * Long-term average spectrum of the voiced frames in 24 critical bands (Zwicker 1961): what makes a voice bright or dark
 * whatever it says.
 *
 * @param decibels mean power density per band, dB, mean over the bands removed; bands that the sample rate does not
 *     reach repeat the last one that it does; must not be written to
 */
@SuppressWarnings("ArrayRecordComponent") // compared by distance, never by equality
public record Ltas(double[] decibels) {
    public static final int BANDS = 24;
    /** How far below the loudest band a band can be, dB: beyond lies the noise of the recording. */
    private static final double RANGE_DB = 70;

    private static final double[] EDGES = {
        20, 100, 200, 300, 400, 510, 630, 770, 920, 1080, 1270, 1480, 1720, 2000, 2320, 2700, 3150, 3700, 4400, 5300,
        6400, 7700, 9500, 12000, 15500
    };

    public Ltas {
        if (decibels.length != BANDS) {
            throw new IllegalArgumentException("An LTAS has " + BANDS + " bands: " + decibels.length);
        }
    }

    /** Of the voiced frames of {@code sound}; flat if there are none. */
    public static Ltas of(Pcm sound, PitchTrack pitch) {
        int rate = sound.rate().hertz();
        int size = Integer.highestOneBit(Math.max(2, rate * 64 / 1000));
        Fourier fourier = new Fourier(size);
        double[] hann = Windows.hann(size);
        double[] power = new double[size / 2];
        float[] x = sound.samples();
        double[] re = new double[size];
        double[] im = new double[size];
        for (int frame = 0; frame < pitch.hertz().length; frame++) {
            if (pitch.hertz()[frame] == 0) {
                continue;
            }
            int from = (int) Math.round(frame * PitchTrack.HOP * rate) - size / 2;
            for (int i = 0; i < size; i++) {
                int at = from + i;
                re[i] = at >= 0 && at < x.length ? x[at] * hann[i] : 0;
            }
            Arrays.fill(im, 0);
            fourier.forward(re, im);
            for (int k = 0; k < power.length; k++) {
                power[k] += re[k] * re[k] + im[k] * im[k];
            }
        }
        return new Ltas(centred(bands(power, rate / (double) size)));
    }

    private static double[] bands(double[] power, double binHertz) {
        double[] level = new double[BANDS];
        double loudest = Double.NEGATIVE_INFINITY;
        for (int band = 0; band < BANDS; band++) {
            int low = (int) Math.ceil(EDGES[band] / binHertz);
            int high = (int) Math.ceil(EDGES[band + 1] / binHertz);
            if (high > power.length) {
                level[band] = band == 0 ? 0 : level[band - 1];
                continue;
            }
            double sum = 0;
            for (int k = low; k < high; k++) {
                sum += power[k];
            }
            level[band] = 10 * StrictMath.log10(sum / Math.max(1, high - low) + 1e-20);
            loudest = Math.max(loudest, level[band]);
        }
        for (int band = 0; band < BANDS; band++) {
            level[band] = Math.max(level[band], loudest - RANGE_DB);
        }
        return level;
    }

    private static double[] centred(double[] level) {
        double mean = Arrays.stream(level).average().orElse(0);
        return Arrays.stream(level).map(l -> l - mean).toArray();
    }

    /** Root mean square over the bands of the difference to {@code other}, dB. */
    public double distance(Ltas other) {
        double sum = 0;
        for (int band = 0; band < BANDS; band++) {
            double d = decibels[band] - other.decibels[band];
            sum += d * d;
        }
        return Math.sqrt(sum / BANDS);
    }

    /** Centre of a band in hertz. */
    static double centre(int band) {
        return (EDGES[band] + EDGES[band + 1]) / 2;
    }
}
