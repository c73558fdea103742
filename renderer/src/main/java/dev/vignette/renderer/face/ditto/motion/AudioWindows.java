package dev.vignette.renderer.face.ditto.motion;

/**
 * Where the windows of the speech encoder begin when all the sound is known, and what of their features counts. Sound is
 * mono at 16 kHz; a frame is 640 samples; a window sees 3 frames of past, 5 of present and 2 of future. Stateless.
 */
public final class AudioWindows {
    public static final int RATE = 16_000;
    public static final int FRAME = 640;
    /** Samples that a window holds: ten frames and what the encoder's convolutions need besides. */
    public static final int WINDOW = 10 * FRAME + 80;
    /** Frames that a window gives. */
    public static final int PRESENT = 5;
    /** Numbers of one frame's feature. */
    public static final int FEATURE = 1024;
    /** Rows of 20 ms that the encoder gives for a window. */
    public static final int ROWS = 20;
    /** What it gives for a window. */
    public static final int NUMBERS = ROWS * FEATURE;

    static final int PAST = 3;
    private static final int LEAD = WINDOW - 7 * FRAME;
    private static final int FIRST_ROW = ROWS - 14;

    private AudioWindows() {}

    /** Frames of a film with so many samples of sound. */
    public static int frames(int samples) {
        return (samples + FRAME - 1) / FRAME;
    }

    /** The window whose present begins at {@code frame} (a multiple of 5); silence where there is no sound. */
    public static float[] window(float[] sound, int frame) {
        return cut(sound, start(frame));
    }

    /** First sample of that window, which lies before the sound for the first. */
    static int start(int frame) {
        // In double and cut off, as published: for frames 1615, 3205, 3230 … the product falls a sample short.
        return (int) (frame * 0.04 * RATE) - LEAD;
    }

    static float[] cut(float[] sound, int start) {
        float[] window = new float[WINDOW];
        int from = Math.max(0, start);
        int to = Math.min(sound.length, start + WINDOW);
        if (to > from) {
            System.arraycopy(sound, from, window, from - start, to - from);
        }
        return window;
    }

    /**
     * The five features of a window.
     *
     * @param rows {@value #ROWS} × {@value #FEATURE} numbers of the encoder
     */
    public static float[][] features(float[] rows) {
        if (rows.length != NUMBERS) {
            throw new IllegalArgumentException("A window has 20 × 1024 numbers, not " + rows.length);
        }
        float[][] features = new float[PRESENT][FEATURE];
        for (int i = 0; i < PRESENT; i++) {
            int at = (FIRST_ROW + 2 * i) * FEATURE;
            for (int k = 0; k < FEATURE; k++) {
                features[i][k] = (rows[at + k] + rows[at + FEATURE + k]) / 2;
            }
        }
        return features;
    }

    /** A window of silence. */
    public static float[] silence() {
        return new float[WINDOW];
    }
}
