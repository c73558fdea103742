package dev.vignette.media.sound;

import java.util.Arrays;

/**
 * The outline of a sound as chat clients draw it: the loudest moment of each of up to 256 equal parts, 0 to 255, where 255 is
 * the loudest of all.
 */
public final class Waveform {
    /** Most parts that Discord takes; its own clients make one for each tenth of a second until then. */
    public static final int MAX_PARTS = 256;

    private static final double PARTS_PER_SECOND = 10;

    private Waveform() {}

    /** At least one part; silence is all zeros. */
    public static byte[] of(Pcm sound) {
        float[] samples = sound.samples();
        int parts = Math.clamp(Math.round(sound.seconds() * PARTS_PER_SECOND), 1, MAX_PARTS);
        double[] peaks = new double[parts];
        for (int i = 0; i < samples.length; i++) {
            int part = (int) ((long) i * parts / samples.length);
            peaks[part] = Math.max(peaks[part], Math.abs(samples[i]));
        }
        double loudest = Arrays.stream(peaks).max().orElse(0);
        byte[] outline = new byte[parts];
        for (int part = 0; part < parts; part++) {
            outline[part] = (byte) (loudest == 0 ? 0 : Math.round(255 * peaks[part] / loudest));
        }
        return outline;
    }
}
