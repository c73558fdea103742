package dev.vignette.renderer.face.motion;

import static dev.vignette.renderer.face.motion.MouthShape.ramp;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.random.RandomGenerator;

/**
 * Beat gestures: small movements on some of the stressed syllables, each smoothly to its height and back (D. McNeill, "Hand and
 * Mind", 1992, on hands; heads and brows keep time with speech likewise). For one thread.
 */
final class BeatGestures {
    /** The vowel is open a little after the syllable begins. */
    private static final double VOWEL = 0.05;

    private final RandomGenerator random;
    private final double share;
    private final double apart;
    private final double rise;
    private final double fall;
    private final Deque<Beat> coming = new ArrayDeque<>();
    private double last;

    /** Highest at some second. */
    private record Beat(double peak, double height) {}

    /**
     * @param share of the stressed syllables that have one, 0…1
     * @param apart seconds from one to the next at least
     * @param rise seconds to the height, and {@code fall} back
     */
    BeatGestures(RandomGenerator random, double share, double apart, double rise, double fall) {
        this.random = random;
        this.share = share;
        this.apart = apart;
        this.rise = rise;
        this.fall = fall;
        last = -apart;
    }

    /** A syllable is stressed, which may lead to a gesture of this height. */
    void offer(Cue.Emphasis emphasis, double height) {
        boolean wanted = random.nextDouble() < share;
        double peak = emphasis.seconds() + VOWEL;
        if (wanted && peak - last >= apart) {
            last = peak;
            coming.add(new Beat(peak, height));
        }
    }

    /** All that are under way, added up. Seconds may only grow. */
    double at(double seconds) {
        while (!coming.isEmpty() && coming.getFirst().peak() + fall < seconds) {
            coming.removeFirst();
        }
        double sum = 0;
        for (Beat beat : coming) {
            double since = seconds - beat.peak();
            double x = since < 0 ? ramp(since, -rise, 0) : 1 - ramp(since, 0, fall);
            sum += beat.height() * x * x * (3 - 2 * x);
        }
        return sum;
    }
}
