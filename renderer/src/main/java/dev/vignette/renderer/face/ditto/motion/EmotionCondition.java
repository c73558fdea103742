package dev.vignette.renderer.face.ditto.motion;

import dev.vignette.renderer.direction.Emotion;
import java.util.Collection;
import java.util.List;

/** How the motion network is told a mood: the softmax of 8 at the places of the moods and 0 elsewhere. Stateless. */
public final class EmotionCondition {
    /** The moods in the network's order. */
    private static final List<Emotion> PLACES = List.of(
            Emotion.ANGRY,
            Emotion.DISGUST,
            Emotion.FEAR,
            Emotion.HAPPY,
            Emotion.NEUTRAL,
            Emotion.SAD,
            Emotion.SURPRISE,
            Emotion.CONTEMPT);

    private static final double CHOSEN = 8;

    private EmotionCondition() {}

    /** Eight shares for a mix of moods, at least one. */
    public static float[] of(Collection<Emotion> moods) {
        return at(moods.stream().map(PLACES::indexOf).toList());
    }

    /** The same for moods by their places, 0…7. */
    public static float[] at(List<Integer> places) {
        double[] raw = new double[PLACES.size()];
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
}
