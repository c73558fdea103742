package dev.vignette.renderer.face.motion;

import static dev.vignette.renderer.face.motion.MouthShape.ramp;

import dev.vignette.renderer.face.motion.Expression.HeadPose;
import java.util.ArrayDeque;
import java.util.Deque;
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

    /** Lowest at some second, by a depth in degrees. */
    private record Nod(double lowest, double depth) {}

    private final RandomGenerator random;
    private final Sway yaw;
    private final Sway pitch;
    private final Sway roll;
    private final Deque<Nod> nods = new ArrayDeque<>();
    private double lastNod = -NODS_APART;

    HeadTrack(RandomGenerator random) {
        this.random = random;
        yaw = new Sway(random, YAW);
        pitch = new Sway(random, PITCH);
        roll = new Sway(random, ROLL);
    }

    void perceive(Cue cue) {
        if (cue instanceof Cue.Emphasis emphasis) {
            double depth = (1 + random.nextDouble()) * (0.5 + 0.5 * emphasis.strength());
            boolean wants = random.nextDouble() < NODS;
            // The vowel is open a little after it begins.
            double lowest = emphasis.seconds() + 0.05;
            if (wants && lowest - lastNod >= NODS_APART) {
                lastNod = lowest;
                nods.add(new Nod(lowest, depth));
            }
        }
    }

    HeadPose at(double seconds) {
        while (!nods.isEmpty() && nods.getFirst().lowest() + UP < seconds) {
            nods.removeFirst();
        }
        double nod = 0;
        for (Nod one : nods) {
            double since = seconds - one.lowest();
            double x = since < 0 ? ramp(since, -DOWN, 0) : 1 - ramp(since, 0, UP);
            nod += one.depth() * x * x * (3 - 2 * x);
        }
        return new HeadPose(yaw.at(seconds), pitch.at(seconds) + nod, roll.at(seconds));
    }
}
