package dev.vignette.renderer.face.ditto.motion;

import java.util.List;

/** The moods that the motion network knows, in its order. */
public enum Emotion {
    ANGRY(0),
    DISGUST(1),
    FEAR(2),
    HAPPY(3),
    NEUTRAL(4),
    SAD(5),
    SURPRISE(6),
    CONTEMPT(7);

    private static final double CHOSEN = 8;

    private final int place;

    Emotion(int place) {
        this.place = place;
    }

    /** The condition for a mix of moods, each by its place: the softmax of 8 at those and 0 elsewhere. */
    public static float[] mix(List<Integer> places) {
        double[] raw = new double[values().length];
        for (int place : places) {
            if (place < 0 || place >= raw.length) {
                throw new IllegalArgumentException("There are moods 0 to 7, not " + place);
            }
            raw[place] = CHOSEN;
        }
        double sum = 0;
        for (int i = 0; i < raw.length; i++) {
            raw[i] = Math.exp(raw[i]);
            sum += raw[i];
        }
        float[] mix = new float[raw.length];
        for (int i = 0; i < raw.length; i++) {
            mix[i] = (float) (raw[i] / sum);
        }
        return mix;
    }

    /** Its place in the condition, 0…7. */
    public int place() {
        return place;
    }

    /** The condition for this mood alone. */
    public float[] condition() {
        return mix(List.of(place));
    }
}
