package dev.vignette.renderer.face.motion;

import java.util.random.RandomGenerator;

/** Brows: never quite still, and quickly up on some of the stressed syllables. */
final class BrowTrack {
    private static final double STILLNESS = 0.08;
    private static final double FLASHES = 0.4;
    private static final double FLASHES_APART = 1.1;
    private static final double UP = 0.15;
    private static final double DOWN = 0.3;

    private final RandomGenerator random;
    private final Sway sway;
    private final BeatGestures flashes;

    BrowTrack(RandomGenerator random) {
        this.random = random;
        sway = new Sway(random, STILLNESS);
        flashes = new BeatGestures(random, FLASHES, FLASHES_APART, UP, DOWN);
    }

    void perceive(Cue cue) {
        if (cue instanceof Cue.Emphasis emphasis) {
            double height = (0.45 + 0.45 * random.nextDouble()) * (0.4 + 0.6 * emphasis.strength());
            flashes.offer(emphasis, height);
        }
    }

    /** −1 (knit) … 1 (raised). */
    double at(double seconds) {
        return Math.clamp(sway.at(seconds) + flashes.at(seconds), -1, 1);
    }
}
