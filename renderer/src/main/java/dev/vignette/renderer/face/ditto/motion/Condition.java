package dev.vignette.renderer.face.ditto.motion;

import java.util.List;

/**
 * What the motion network is told about each frame besides the motion itself: the sound's feature, a mood, the eyes and the
 * person's key points. Immutable.
 */
public final class Condition {
    public static final int SIZE = 1103;

    private static final int MOOD = 1024;
    private static final int EYE_OPEN = 1032;
    private static final int EYE_BALL = 1034;
    private static final int KEY_POINTS = 1040;

    private final List<float[]> moods;
    private final List<float[]> eyesOpen;
    private final List<float[]> eyeBalls;
    private final float[] keyPoints;

    /**
     * @param moods 8 numbers for each frame, over and over
     * @param eyesOpen 2 numbers for each frame of the source, forwards and backwards
     * @param eyeBalls 6 numbers for each frame of the source
     * @param keyPoints 63 canonical coordinates
     */
    public Condition(List<float[]> moods, List<float[]> eyesOpen, List<float[]> eyeBalls, float[] keyPoints) {
        this.moods = checked(moods, 8, "mood");
        this.eyesOpen = checked(eyesOpen, 2, "opening of the eyes");
        this.eyeBalls = checked(eyeBalls, 6, "place of the eyeballs");
        this.keyPoints = checked(List.of(keyPoints), 63, "set of key points").getFirst();
    }

    private static List<float[]> checked(List<float[]> rows, int size, String what) {
        if (rows.isEmpty() || rows.stream().anyMatch(row -> row.length != size)) {
            throw new IllegalArgumentException("Each " + what + " has " + size + " numbers, and there is at least one");
        }
        return List.copyOf(rows);
    }

    /**
     * The {@value #SIZE} numbers of one frame.
     *
     * @param feature 1024 numbers
     * @param frame counted from the first that is shown; frames before it count as the first
     */
    public float[] row(float[] feature, int frame) {
        float[] row = new float[SIZE];
        System.arraycopy(feature, 0, row, 0, AudioWindows.FEATURE);
        int i = Math.max(0, frame);
        System.arraycopy(moods.get(i % moods.size()), 0, row, MOOD, 8);
        System.arraycopy(eyesOpen.get(Mirror.of(i, eyesOpen.size())), 0, row, EYE_OPEN, 2);
        System.arraycopy(eyeBalls.get(Mirror.of(i, eyeBalls.size())), 0, row, EYE_BALL, 6);
        System.arraycopy(keyPoints, 0, row, KEY_POINTS, 63);
        return row;
    }
}
