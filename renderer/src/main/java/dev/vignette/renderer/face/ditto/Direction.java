package dev.vignette.renderer.face.ditto;

import dev.vignette.renderer.face.ditto.drive.Controls;
import dev.vignette.renderer.face.ditto.drive.Controls.Angles;
import dev.vignette.renderer.face.ditto.drive.Fade;
import dev.vignette.renderer.face.ditto.drive.Gaze;
import dev.vignette.renderer.face.ditto.motion.Emotion;
import java.util.Arrays;
import java.util.List;

/**
 * What a film is asked for beyond the speech. Immutable; made from {@link #PLAIN}.
 *
 * @param mood to be shown, mixed if there are several; empty for that of the configuration
 * @param head factors of the head's movements; 1 as they come
 * @param controls of every frame
 * @param blinks whether the eyes blink
 * @param fade from rest and back to it
 */
public record Direction(List<Emotion> mood, Angles head, Controls controls, boolean blinks, Fade fade) {
    /** Frames that are certainly still to be moved when the speech ends, and so can fade. */
    public static final int LONGEST_FADE_OUT = 10;

    private static final float MOST_TURN = 45;
    private static final float MOST_GAIN = 3;

    /** As the configuration has it. */
    public static final Direction PLAIN = new Direction(List.of(), new Angles(1, 1, 1), Controls.NONE, true, Fade.NONE);

    /** @throws IllegalArgumentException if the fade is longer than can be kept, or a gain is negative or above 3 */
    public Direction {
        mood = List.copyOf(mood);
        requireWithin("A head's gain", 0, MOST_GAIN, head.pitch(), head.yaw(), head.roll());
        if (fade.out() > LONGEST_FADE_OUT) {
            throw new IllegalArgumentException(
                    "A film fades out over at most " + LONGEST_FADE_OUT + " frames, not " + fade.out());
        }
    }

    /** The same in another mood, mixed if there are several. */
    public Direction in(Emotion... moods) {
        return new Direction(List.of(moods), head, controls, blinks, fade);
    }

    /** The same with head movements multiplied: 0 holds the head as it is in the picture, 3 is the most. */
    public Direction headGain(float pitch, float yaw, float roll) {
        return new Direction(mood, new Angles(pitch, yaw, roll), controls, blinks, fade);
    }

    /** The same with the head turned by so many degrees, at most 45. */
    public Direction turned(float pitch, float yaw, float roll) {
        requireWithin("A turn", -MOST_TURN, MOST_TURN, pitch, yaw, roll);
        return with(
                new Controls(controls.speech(), new Angles(pitch, yaw, roll), controls.gain(), controls.expression()));
    }

    /**
     * The same with the eyes looking aside.
     *
     * @param across −1 (to the left of the picture) to 1
     * @param down −1 (up) to 1
     */
    public Direction looking(float across, float down) {
        requireWithin("A look", -1, 1, across, down);
        return with(new Controls(controls.speech(), controls.turn(), controls.gain(), Gaze.towards(across, down)));
    }

    /** The same with speech moving the face less: 1 is plain, 0 leaves it at rest. */
    public Direction articulated(float share) {
        requireWithin("A share", 0, 1, share);
        return with(new Controls(share, controls.turn(), controls.gain(), controls.expression()));
    }

    /** The same with eyes that do not blink. */
    public Direction staring() {
        return new Direction(mood, head, controls, false, fade);
    }

    /** The same with a face that comes from rest and goes back to it, over so many frames each. */
    public Direction fading(int in, int out) {
        Fade fades = new Fade(in, out, -1, Fade.Target.SOURCE, Fade.NONE.items());
        return new Direction(mood, head, controls, blinks, fades);
    }

    private Direction with(Controls others) {
        return new Direction(mood, head, others, blinks, fade);
    }

    private static void requireWithin(String what, float least, float most, float... values) {
        for (float value : values) {
            if (!(value >= least && value <= most)) {
                throw new IllegalArgumentException(
                        what + " is from " + least + " to " + most + ", not " + Arrays.toString(values));
            }
        }
    }
}
