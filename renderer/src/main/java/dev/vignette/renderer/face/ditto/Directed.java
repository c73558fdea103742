package dev.vignette.renderer.face.ditto;

import dev.vignette.renderer.direction.Aspect;
import dev.vignette.renderer.direction.Direction;
import dev.vignette.renderer.direction.HeadAngles;
import dev.vignette.renderer.face.ditto.drive.Controls;
import dev.vignette.renderer.face.ditto.drive.Controls.Angles;
import dev.vignette.renderer.face.ditto.drive.Fade;
import dev.vignette.renderer.face.ditto.drive.Gaze;
import dev.vignette.renderer.face.ditto.motion.EmotionCondition;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A direction in Ditto's own terms: its moods, gains, controls of every frame, and fades. */
record Directed(Direction direction) {
    /** Rows of the mood condition. */
    List<float[]> moods(List<float[]> usual) {
        return direction.emotions().isEmpty() ? usual : List.of(EmotionCondition.of(direction.emotions()));
    }

    /** Factors of what the head does beyond the picture. */
    Angles headGain() {
        HeadAngles gain = direction.headGain();
        return new Angles((float) gain.pitch(), (float) gain.yaw(), (float) gain.roll());
    }

    /** @param usual degrees of pitch, yaw and roll by which every head is turned, NaN for none */
    Controls controls(float[] usual) {
        Set<Aspect> asked = direction.asked();
        boolean aside = asked.contains(Aspect.GAZE);
        return new Controls(
                (float) direction.articulation(),
                turn(usual, asked.contains(Aspect.HEAD_TURN)),
                null,
                aside ? gaze() : null);
    }

    private @Nullable Angles turn(float[] usual, boolean asked) {
        if (!asked) {
            return new Angles(usual[0], usual[1], usual[2]);
        }
        HeadAngles turn = direction.headTurn();
        // The network's yaw is positive to the left of the picture.
        return new Angles(sum(usual[0], turn.pitch()), sum(usual[1], -turn.yaw()), sum(usual[2], turn.roll()));
    }

    private static float sum(float usual, double degrees) {
        return (Float.isNaN(usual) ? 0 : usual) + (float) degrees;
    }

    private float[] gaze() {
        return Gaze.towards(
                (float) direction.gaze().across(), (float) direction.gaze().down());
    }

    Fade fade() {
        if (!direction.asked().contains(Aspect.FADE)) {
            return Fade.NONE;
        }
        return new Fade(
                frames(direction.fade().in()),
                frames(direction.fade().out()),
                -1,
                Fade.Target.SOURCE,
                Fade.NONE.items());
    }

    private static int frames(double seconds) {
        return (int) Math.round(seconds * SpeechMotion.RATE);
    }
}
