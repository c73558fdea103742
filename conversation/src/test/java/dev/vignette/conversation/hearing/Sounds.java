package dev.vignette.conversation.hearing;

import dev.vignette.media.sound.Pcm;
import dev.vignette.media.sound.SampleRate;
import java.util.Random;

/** Made sounds at 16 kHz. */
public final class Sounds {
    private static final SampleRate RATE = SampleRate.HZ_16000;

    private Sounds() {}

    /** Harmonics of a gliding voice in syllables of a quarter of a second: no words, but speech to any level meter. */
    public static Pcm babble(double seconds) {
        float[] samples = new float[(int) (seconds * RATE.hertz())];
        double phase = 0;
        for (int i = 0; i < samples.length; i++) {
            double t = i / (double) RATE.hertz();
            phase += 2 * Math.PI * (120 + 30 * Math.sin(2 * Math.PI * 0.7 * t)) / RATE.hertz();
            double sum = 0;
            for (int k = 1; k <= 12; k++) {
                sum += Math.sin(k * phase) / k;
            }
            double syllable = Math.pow(Math.sin(Math.PI * 4 * t), 2);
            double phrase = t % 2 < 1.6 ? 1 : 0;
            samples[i] = (float) (0.15 * sum * syllable * phrase);
        }
        return new Pcm(samples, RATE);
    }

    public static Pcm tone(double seconds, double hertz) {
        float[] samples = new float[(int) (seconds * RATE.hertz())];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) (0.3 * Math.sin(2 * Math.PI * hertz * i / RATE.hertz()));
        }
        return new Pcm(samples, RATE);
    }

    public static Pcm noise(double seconds, double level, long seed) {
        Random random = new Random(seed);
        float[] samples = new float[(int) (seconds * RATE.hertz())];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) (level * random.nextGaussian());
        }
        return new Pcm(samples, RATE);
    }

    public static Pcm silence(double seconds) {
        return new Pcm(new float[(int) (seconds * RATE.hertz())], RATE);
    }
}
