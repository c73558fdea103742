package dev.vignette.renderer.face.motion;

import static dev.vignette.renderer.face.motion.MouthShape.ramp;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.random.RandomGenerator;

/** Brows: never quite still, and quickly up on some of the stressed syllables. */
final class BrowTrack {
    private static final double STILLNESS = 0.08;
    private static final double FLASHES = 0.4;
    private static final double FLASHES_APART = 1.1;
    private static final double UP = 0.15;
    private static final double DOWN = 0.3;

    /** Highest at some second, by 0…1. */
    private record Flash(double peak, double height) {}

    private final RandomGenerator random;
    private final Sway sway;
    private final Deque<Flash> flashes = new ArrayDeque<>();
    private double lastFlash = -FLASHES_APART;

    BrowTrack(RandomGenerator random) {
        this.random = random;
        sway = new Sway(random, STILLNESS);
    }

    void perceive(Cue cue) {
        if (cue instanceof Cue.Emphasis emphasis) {
            double height = (0.45 + 0.45 * random.nextDouble()) * (0.4 + 0.6 * emphasis.strength());
            boolean wants = random.nextDouble() < FLASHES;
            double peak = emphasis.seconds() + 0.05;
            if (wants && peak - lastFlash >= FLASHES_APART) {
                lastFlash = peak;
                flashes.add(new Flash(peak, height));
            }
        }
    }

    /** −1 (knit) … 1 (raised). */
    double at(double seconds) {
        while (!flashes.isEmpty() && flashes.getFirst().peak() + DOWN < seconds) {
            flashes.removeFirst();
        }
        double raise = sway.at(seconds);
        for (Flash flash : flashes) {
            double since = seconds - flash.peak();
            double x = since < 0 ? ramp(since, -UP, 0) : 1 - ramp(since, 0, DOWN);
            raise += flash.height() * x * x * (3 - 2 * x);
        }
        return Math.clamp(raise, -1, 1);
    }
}
