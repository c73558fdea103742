package dev.vignette.renderer.face.ditto;

import dev.vignette.renderer.face.ditto.drive.Controls;
import dev.vignette.renderer.face.ditto.motion.Emotion;
import java.util.List;

/**
 * What a film is asked for beyond the speech.
 *
 * @param mood to be shown, mixed if there are several; empty for that of the configuration
 * @param controls of every frame
 * @param blinks whether the eyes blink
 */
public record Direction(List<Emotion> mood, Controls controls, boolean blinks) {
    /** As the configuration has it. */
    public static final Direction PLAIN = new Direction(List.of(), Controls.NONE, true);

    public Direction {
        mood = List.copyOf(mood);
    }

    /** The same in another mood. */
    public Direction in(Emotion... moods) {
        return new Direction(List.of(moods), controls, blinks);
    }

    /** The same with head movements multiplied; 0 holds the head still, 1 is plain. */
    public Direction headGain(float pitch, float yaw, float roll) {
        Controls.Angles gain = new Controls.Angles(pitch, yaw, roll);
        return new Direction(
                mood, new Controls(controls.speech(), controls.turn(), gain, controls.expression()), blinks);
    }

    /** The same with the head turned by so many degrees. */
    public Direction turned(float pitch, float yaw, float roll) {
        Controls.Angles turn = new Controls.Angles(pitch, yaw, roll);
        return new Direction(
                mood, new Controls(controls.speech(), turn, controls.gain(), controls.expression()), blinks);
    }
}
