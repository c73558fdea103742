package dev.vignette.renderer.face.motion;

import dev.vignette.media.sound.Pcm;
import dev.vignette.media.sound.SampleRate;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What the face hears: features of the speech every 10 ms, each a function of the sound up to {@value #SIGHT} s later and
 * of nothing else, so that they do not depend on how the sound was cut into chunks.
 */
final class Hearing {
    /** Seconds between two {@link Features}. */
    static final double HOP = 0.01;
    /** Seconds of sound after a moment that its features depend on: half a hop and half a window. */
    static final double SIGHT = 0.016;
    /** Root mean square (−46 dB of full scale) below which the loudest sound so far still counts as silence. */
    private static final double QUIETEST_SPEECH = 0.005;
    /** The running maximum falls by half in this many seconds, so that a speaker may become quieter. */
    private static final double HALF_LIFE = 6;

    /**
     * One moment of speech.
     *
     * @param rms root mean square, of full scale
     * @param loudest running maximum of {@code rms} up to this moment
     * @param low energy of 200–600 Hz
     * @param jaw energy of 300–1000 Hz
     * @param middle energy of 1.5–3 kHz
     * @param high energy of 2–4 kHz
     * @param hiss energy above 4 kHz
     */
    record Features(double rms, double loudest, double low, double jaw, double middle, double high, double hiss) {
        static final Features SILENCE = new Features(0, QUIETEST_SPEECH, 0, 0, 0, 0, 0);

        /** 0 (silence) … 1 (as loud as it gets). */
        double loudness() {
            return Math.min(1, rms / loudest);
        }

        /** Energy of all bands that mouths care for. */
        double energy() {
            return rms * rms;
        }
    }

    private @Nullable SampleRate rate;
    private @Nullable BandEnergies bands;
    private float[] samples = new float[16_384];
    /** Position in the whole speech of {@code samples[0]}. */
    private long dropped;

    private int kept;
    private Features[] features = new Features[1_024];
    private int known;
    private double loudest = QUIETEST_SPEECH;
    private boolean over;

    /** Seconds heard so far. */
    double seconds() {
        return rate == null ? 0 : (dropped + kept) / (double) rate.hertz();
    }

    void hear(Pcm sound) {
        if (rate != null && !rate.equals(sound.rate())) {
            throw new IllegalArgumentException(
                    "Speech began at " + rate + " and goes on at " + sound.rate() + ": resample it first");
        }
        rate = sound.rate();
        if (bands == null) {
            bands = new BandEnergies(rate.hertz());
        }
        append(sound.samples());
        analyse(bands, rate.hertz());
    }

    /** The speech is over: what follows is silence. */
    void finish() {
        over = true;
        if (rate != null && bands != null) {
            append(new float[bands.window() + 1]);
            kept -= bands.window() + 1;
            analyse(bands, rate.hertz());
        }
    }

    /** The features at {@code seconds}, which must be {@link #SIGHT} before the end of what was heard. */
    Features at(double seconds) {
        return hop((int) Math.round(seconds / HOP));
    }

    Features hop(int index) {
        if (index < 0) {
            return Features.SILENCE;
        }
        if (index >= known) {
            if (!over) {
                throw new IllegalStateException("Hop " + index + " is not heard yet, only " + known);
            }
            return known == 0 ? Features.SILENCE : new Features(0, features[known - 1].loudest(), 0, 0, 0, 0, 0);
        }
        return features[index];
    }

    private void append(float[] more) {
        if (kept + more.length > samples.length) {
            samples = Arrays.copyOf(samples, Math.max(2 * samples.length, kept + more.length));
        }
        System.arraycopy(more, 0, samples, kept, more.length);
        kept += more.length;
    }

    private void analyse(BandEnergies spectrum, int hertz) {
        int window = spectrum.window();
        while (true) {
            // The window lies symmetrically about its moment.
            long begin = Math.round(known * HOP * hertz) - window / 2;
            boolean padded = over && begin + window / 2 < dropped + kept;
            if (begin + window > dropped + kept && !padded) {
                break;
            }
            if (begin < 0) {
                float[] first = new float[window];
                int missing = (int) -begin;
                System.arraycopy(samples, 0, first, missing, Math.min(window - missing, samples.length));
                measure(spectrum, first, 0);
            } else {
                measure(spectrum, samples, (int) (begin - dropped));
            }
        }
        long needed = Math.max(0, Math.round(known * HOP * hertz) - window / 2) - dropped;
        int spent = (int) Math.min(needed, kept);
        if (spent > hertz / 4) {
            System.arraycopy(samples, spent, samples, 0, kept - spent);
            kept -= spent;
            dropped += spent;
        }
    }

    private void measure(BandEnergies spectrum, float[] from, int at) {
        double[] energies = spectrum.of(from, at);
        double sum = 0;
        for (double energy : energies) {
            sum += energy;
        }
        double rms = Math.sqrt(sum);
        loudest = Math.max(QUIETEST_SPEECH, Math.max(rms, loudest * StrictMath.pow(0.5, HOP / HALF_LIFE)));
        if (known == features.length) {
            features = Arrays.copyOf(features, 2 * known);
        }
        features[known++] = new Features(
                rms,
                loudest,
                sum(energies, 200, 600),
                sum(energies, 300, 1_000),
                sum(energies, 1_500, 3_000),
                sum(energies, 2_000, 4_000),
                sum(energies, 4_000, 7_999));
    }

    private static double sum(double[] energies, double from, double to) {
        double sum = 0;
        for (int band = BandEnergies.band(from); band <= BandEnergies.band(to); band++) {
            sum += energies[band];
        }
        return sum;
    }
}
