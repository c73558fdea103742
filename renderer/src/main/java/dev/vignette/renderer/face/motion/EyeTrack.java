package dev.vignette.renderer.face.motion;

import static dev.vignette.renderer.face.motion.MouthShape.ramp;

import dev.vignette.renderer.face.motion.Expression.Eyes;
import java.util.random.RandomGenerator;

/**
 * Blinks and saccades. Blinks come 2–6 s apart, log-normally, and like the ends of phrases. The gaze wanders between the
 * viewer's two eyes, and now and then beside them for a moment.
 */
final class EyeTrack {
    private static final double CLOSING = 0.12;
    private static final double CLOSED = 0.04;
    private static final double OPENING = 0.16;
    private static final double BLINK = CLOSING + CLOSED + OPENING;
    private static final double MEDIAN_INTERVAL = 3.4;
    private static final double INTERVAL_DEVIATION = 0.35;
    private static final double SHORTEST_INTERVAL = 2;
    private static final double LONGEST_INTERVAL = 6;
    private static final double DOUBLE_BLINKS = 0.12;
    private static final double BLINKS_AT_PHRASE_END = 0.5;
    /** Degrees from the middle of the viewer's face to an eye, seen from a metre. */
    private static final double VIEWERS_EYE = 0.7;
    /** Chance to look away from the viewer; never twice in a row, so that a quarter of all fixations is away. */
    private static final double AWAY = 1.0 / 3;

    /** In degrees. */
    private record Gaze(double x, double y) {}

    private final RandomGenerator random;
    private double blink = -BLINK;
    private double secondBlink = Double.POSITIVE_INFINITY;
    private double nextBlink;
    private Gaze from = new Gaze(0, 0);
    private Gaze to = new Gaze(VIEWERS_EYE, 0);
    private boolean away;
    private double saccade;
    private double saccadeTime = 0.03;
    private double nextSaccade;

    EyeTrack(RandomGenerator random) {
        this.random = random;
        // The first interval is cut short: nobody blinked exactly when the film began.
        nextBlink = 0.8 + random.nextDouble() * 2.2;
        nextSaccade = 0.3 + random.nextDouble();
    }

    void perceive(Cue cue) {
        if (cue instanceof Cue.PhraseEnd end) {
            double when = end.seconds() + 0.02 + 0.1 * random.nextDouble();
            boolean wants = random.nextDouble() < BLINKS_AT_PHRASE_END;
            if (wants && when < nextBlink && when - blink >= SHORTEST_INTERVAL) {
                nextBlink = when;
            }
        }
    }

    Eyes at(double seconds) {
        while (seconds >= nextBlink) {
            blink = nextBlink;
            secondBlink = random.nextDouble() < DOUBLE_BLINKS ? blink + BLINK + 0.05 : Double.POSITIVE_INFINITY;
            double interval = MEDIAN_INTERVAL * StrictMath.exp(INTERVAL_DEVIATION * random.nextGaussian());
            nextBlink = blink + Math.clamp(interval, SHORTEST_INTERVAL, LONGEST_INTERVAL);
        }
        while (seconds >= nextSaccade) {
            look();
        }
        double lid = Math.max(lid(seconds - blink), lid(seconds - secondBlink));
        double part = smooth(ramp(seconds - saccade, 0, saccadeTime));
        return new Eyes(lid, lid, from.x() + part * (to.x() - from.x()), from.y() + part * (to.y() - from.y()));
    }

    private void look() {
        saccade = nextSaccade;
        from = to;
        double turn = random.nextDouble();
        double length = random.nextDouble();
        if (!away && random.nextDouble() < AWAY) {
            away = true;
            double angle = 2 * Math.PI * turn;
            double distance = 1.9 + 0.3 * length;
            to = new Gaze(distance * StrictMath.cos(angle), 0.7 * distance * StrictMath.sin(angle));
        } else {
            double side = away ? (turn < 0.5 ? -1 : 1) : -Math.signum(from.x());
            away = false;
            to = new Gaze(side * (VIEWERS_EYE + 0.1 * length), 0.15 * (turn - 0.5));
        }
        double amplitude = Math.hypot(to.x() - from.x(), to.y() - from.y());
        // The main sequence: about 21 ms and 2.2 ms a degree (Bahill et al. 1975), within the frames' resolution.
        saccadeTime = Math.clamp(0.021 + 0.01 * amplitude, 0.03, 0.06);
        nextSaccade = saccade + 0.6 + 1.4 * random.nextDouble();
    }

    /** How far the lids are closed {@code since} seconds after a blink began. */
    private static double lid(double since) {
        return since < CLOSING + CLOSED
                ? smooth(ramp(since, 0, CLOSING))
                : 1 - smooth(ramp(since, CLOSING + CLOSED, BLINK));
    }

    private static double smooth(double x) {
        return x * x * (3 - 2 * x);
    }
}
