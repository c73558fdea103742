package dev.vignette.renderer.face.motion;

import dev.vignette.renderer.face.motion.Expression.HeadPose;
import java.util.random.RandomGenerator;

/** Head pose: slow sway about all three axes, and nods whose lowest point falls on a stressed vowel. Within 3°. */
final class HeadTrack {
    private static final double YAW = 2.2;
    private static final double PITCH = 0.95;
    private static final double ROLL = 1.1;
    /** Share of stressed syllables that the head confirms. */
    private static final double NODS = 0.55;

    private static final double NODS_APART = 0.7;
    private static final double DOWN = 0.16;
    private static final double UP = 0.34;

    private final RandomGenerator random;
    private final Sway yaw;
    private final Sway pitch;
    private final Sway roll;
    private final BeatGestures nods;

    HeadTrack(RandomGenerator random) {
        this.random = random;
        yaw = new Sway(random, YAW);
        pitch = new Sway(random, PITCH);
        roll = new Sway(random, ROLL);
        nods = new BeatGestures(random, NODS, NODS_APART, DOWN, UP);
    }

    void perceive(Cue cue) {
        if (cue instanceof Cue.Emphasis emphasis) {
            nods.offer(emphasis, (1 + random.nextDouble()) * (0.5 + 0.5 * emphasis.strength()));
        }
    }

    HeadPose at(double seconds) {
        double nod = nods.at(seconds);
        return new HeadPose(yaw.at(seconds), pitch.at(seconds) + nod, roll.at(seconds));
    }
}
