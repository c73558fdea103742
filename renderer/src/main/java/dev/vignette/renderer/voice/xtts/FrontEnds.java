package dev.vignette.renderer.voice.xtts;

/** Sound as the two encoders take it (specification §3 and §4). Pure functions. */
final class FrontEnds {
    private static final double LEAST_POWER = 1e-5;
    private static final double LEAST_LOG = 1e-6;
    private static final double EPSILON = 1e-5;
    private static final double EMPHASIS = 0.97;

    private FrontEnds() {}

    /**
     * For the conditioning encoder.
     *
     * @param sound at 22 050 Hz
     * @param stats what each band is divided by
     * @return bands × frames, row by row
     */
    static float[] conditioning(MelSpectrum spectrum, float[] sound, float[] stats) {
        double[][] mel = spectrum.powers(sound);
        for (int band = 0; band < mel.length; band++) {
            for (int i = 0; i < mel[band].length; i++) {
                mel[band][i] = Math.log(Math.max(mel[band][i], LEAST_POWER)) / stats[band];
            }
        }
        return flat(mel);
    }

    /**
     * For the speaker encoder.
     *
     * @param sound at 16 000 Hz
     * @return bands × frames, row by row, each of mean 0 and deviation 1
     */
    static float[] speaker(MelSpectrum spectrum, float[] sound) {
        double[][] mel = logs(spectrum.powers(emphasised(sound)));
        for (double[] band : mel) {
            double mean = 0;
            for (double value : band) {
                mean += value / band.length;
            }
            double variance = 0;
            for (double value : band) {
                variance += (value - mean) * (value - mean) / band.length;
            }
            for (int i = 0; i < band.length; i++) {
                band[i] = (band[i] - mean) / Math.sqrt(variance + EPSILON);
            }
        }
        return flat(mel);
    }

    static double[][] logs(double[][] powers) {
        for (double[] band : powers) {
            for (int i = 0; i < band.length; i++) {
                band[i] = Math.log(band[i] + LEAST_LOG);
            }
        }
        return powers;
    }

    /** Before the first sample there is the second: the sound is mirrored. */
    static float[] emphasised(float[] sound) {
        float[] out = new float[sound.length];
        for (int i = 0; i < sound.length; i++) {
            out[i] = (float) (sound[i] - EMPHASIS * sound[i == 0 ? 1 : i - 1]);
        }
        return out;
    }

    private static float[] flat(double[][] mel) {
        int frames = mel[0].length;
        float[] flat = new float[mel.length * frames];
        for (int band = 0; band < mel.length; band++) {
            for (int i = 0; i < frames; i++) {
                flat[band * frames + i] = (float) mel[band][i];
            }
        }
        return flat;
    }
}
