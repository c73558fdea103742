package dev.vignette.media.signal;

import dev.vignette.media.sound.Pcm;
import dev.vignette.media.sound.SampleRate;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;

/** Sounds whose measures are known. */
final class Tones {
    private Tones() {}

    /** Five harmonics with amplitudes 1/k, as in the golden vectors. */
    static float[] golden(double hertz, int rate, int samples) {
        float[] x = new float[samples];
        for (int n = 0; n < samples; n++) {
            for (int k = 1; k <= 5; k++) {
                x[n] += (float) (Math.sin(2 * Math.PI * hertz * k * n / rate + 0.3 * k) / k);
            }
        }
        return x;
    }

    /** Vowel-like: pulses through a glottal and two formant resonances, following {@code hertz} over time in seconds. */
    static Pcm vowel(DoubleUnaryOperator hertz, double seconds, SampleRate rate) {
        int sr = rate.hertz();
        float[] x = new float[(int) (seconds * sr)];
        double phase = 0;
        for (int n = 0; n < x.length; n++) {
            phase += hertz.applyAsDouble(n / (double) sr) / sr;
            if (phase >= 1) {
                phase -= 1;
                double late = phase * sr / hertz.applyAsDouble(n / (double) sr);
                for (int i = 0; i < 400 && n + i < x.length; i++) {
                    double t = (i + late) / sr;
                    x[n + i] += (float) (0.3 * Math.exp(-t * 200) * Math.cos(2 * Math.PI * 180 * t)
                            + 0.2 * Math.exp(-t * 250) * Math.cos(2 * Math.PI * 650 * t)
                            + 0.1 * Math.exp(-t * 400) * Math.cos(2 * Math.PI * 1700 * t));
                }
            }
        }
        return new Pcm(x, rate);
    }

    static Pcm noise(double seconds, SampleRate rate) {
        Random random = new Random(1);
        float[] x = new float[(int) (seconds * rate.hertz())];
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) (0.1 * random.nextGaussian());
        }
        return new Pcm(x, rate);
    }

    static Pcm sine(double hertz, double seconds, SampleRate rate) {
        float[] x = new float[(int) (seconds * rate.hertz())];
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) (0.5 * Math.sin(2 * Math.PI * hertz * i / rate.hertz()));
        }
        return new Pcm(x, rate);
    }
}
