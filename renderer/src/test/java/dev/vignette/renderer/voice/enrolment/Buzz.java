package dev.vignette.renderer.voice.enrolment;

import dev.vignette.media.sound.Pcm;
import dev.vignette.media.sound.SampleRate;
import java.util.Random;

/** Something with a pitch, formants and syllables, as far as measuring speech goes. */
final class Buzz {
    private static final double[] FORMANTS = {500, 1500, 2500};

    private Buzz() {}

    static Pcm of(double hertz, double seconds, double loudness) {
        return of(hertz, seconds, loudness, 1e-4);
    }

    /** @param noise standard deviation of the noise beneath */
    static Pcm of(double hertz, double seconds, double loudness, double noise) {
        int rate = SampleRate.HZ_16000.hertz();
        Random random = new Random(1);
        float[] samples = new float[(int) (seconds * rate)];
        double phase = 0;
        for (int i = 0; i < samples.length; i++) {
            double t = i / (double) rate;
            phase += 2 * Math.PI * hertz * (1 + 0.08 * Math.sin(2 * Math.PI * 0.7 * t)) / rate;
            // Syllables of 0.2 s, a pause of 0.6 s every 3 s.
            double syllable = t % 3 > 2.4 ? 0 : Math.pow(Math.sin(Math.PI * (t % 0.25) / 0.25), 0.5);
            double sum = 0;
            for (int k = 1; k * hertz < 4000; k++) {
                double gain = 0;
                for (double formant : FORMANTS) {
                    gain += 1 / (1 + Math.pow((k * hertz - formant) / 200, 2));
                }
                sum += gain / k * Math.sin(k * phase);
            }
            samples[i] = (float) (loudness * syllable * sum / 2 + noise * random.nextGaussian());
        }
        return new Pcm(samples, SampleRate.HZ_16000);
    }

    static Pcm joined(Pcm first, Pcm second) {
        float[] samples = new float[first.samples().length + second.samples().length];
        System.arraycopy(first.samples(), 0, samples, 0, first.samples().length);
        System.arraycopy(second.samples(), 0, samples, first.samples().length, second.samples().length);
        return new Pcm(samples, first.rate());
    }
}
