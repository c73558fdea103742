package dev.vignette.evaluator.lipsync;

import dev.vignette.media.sound.Pcm;

/** How loud speech is around each frame of a film. */
final class SpeechEnvelope {
    /** About a syllable's half: shorter follows single pitch periods, longer blurs syllables. */
    private static final double WINDOW = 0.1;

    private SpeechEnvelope() {}

    /**
     * Root mean square in a Hann window of {@value #WINDOW} s around the middle of each frame.
     *
     * @param frames how many
     * @param framesPerSecond of the film
     */
    static double[] of(Pcm sound, int frames, double framesPerSecond) {
        int half = (int) Math.round(WINDOW / 2 * sound.rate().hertz());
        double[] envelope = new double[frames];
        for (int frame = 0; frame < frames; frame++) {
            int middle = (int)
                    Math.round((frame + 0.5) / framesPerSecond * sound.rate().hertz());
            double sum = 0;
            double weights = 0;
            for (int i = -half; i <= half; i++) {
                double weight = 0.5 + 0.5 * Math.cos(Math.PI * i / half);
                int at = middle + i;
                double sample = at >= 0 && at < sound.samples().length ? sound.samples()[at] : 0;
                sum += weight * sample * sample;
                weights += weight;
            }
            envelope[frame] = Math.sqrt(sum / weights);
        }
        return envelope;
    }
}
