package dev.vignette.renderer.face.motion;

import dev.vignette.renderer.face.motion.Articulation.Manner;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Lip contact as curves of their own. Blending and smoothing may weaken a target, but a "p" whose lips do not meet is seen
 * at once to be wrong, so each bilabial and labiodental gets a smooth curve that is certain to be 1 for as long as one
 * frame lasts, and the mouth takes the larger of both.
 */
final class Closures {
    /** Seconds of closing and of opening; a lip travels its centimetre at up to 20 cm/s (Löfqvist and Gracco 1997). */
    private static final double TRAVEL = 0.05;
    /** The same where the jaw has to come along. */
    private static final double JAW_TRAVEL = 0.065;
    /** Lips part this much before a sound ends: the burst of a stop is heard when they have parted. */
    private static final double RELEASE = 0.012;

    /** @param lips which contact it is */
    private record Hold(Manner lips, double from, double to) {
        double contact(double seconds) {
            double distance = seconds < from ? from - seconds : seconds - to;
            double x = Math.clamp(1 - distance / (lips == Manner.BILABIAL ? TRAVEL : JAW_TRAVEL), 0, 1);
            return x * x * (3 - 2 * x);
        }
    }

    /** Loudness below which a stop's closure is silent. */
    private static final double SILENT = 0.03;
    /** Hops of silence before a stop that are taken for its closure: at least, at most. */
    private static final int SHORTEST_SILENCE = 2;

    private static final int LONGEST_SILENCE = 8;

    private final Hearing hearing;
    private final double shortest;
    private final Deque<Hold> holds = new ArrayDeque<>();

    /** @param shortest seconds that every contact lasts at least: one frame */
    Closures(Hearing hearing, double shortest) {
        this.hearing = hearing;
        this.shortest = shortest;
    }

    void add(Gesture gesture) {
        if (gesture.manner() != Manner.BILABIAL && gesture.manner() != Manner.LABIODENTAL) {
            return;
        }
        double to = gesture.end() - RELEASE;
        double from = gesture.start();
        double silence = gesture.manner() == Manner.BILABIAL ? silenceBefore(from) : 0;
        if (silence > 0) {
            to = from;
            from -= silence;
        }
        if (to - from < shortest) {
            // Early rather than late, which eyes forgive: a third of what is missing goes after.
            double missing = shortest - (to - from);
            from -= missing * 2 / 3;
            to = from + shortest;
        }
        holds.add(new Hold(gesture.manner(), from, to));
    }

    /**
     * Seconds of silence that end where a sound begins. Some voices (espeak-ng among them) count a stop from its burst; its
     * closure is then the silence before.
     */
    private double silenceBefore(double seconds) {
        int last = (int) Math.floor(seconds / Hearing.HOP) - 1;
        int hops = 0;
        while (hops < LONGEST_SILENCE
                && last - hops >= 0
                && hearing.hop(last - hops).loudness() < SILENT) {
            hops++;
        }
        // The window blurs half a hop at each end.
        return hops < SHORTEST_SILENCE ? 0 : (hops + 1) * Hearing.HOP;
    }

    /** How far the contact of {@code lips} is made at {@code seconds}, 0…1. Asked in order of time. */
    double contact(Manner lips, double seconds) {
        while (!holds.isEmpty() && holds.getFirst().to() + JAW_TRAVEL < seconds) {
            holds.removeFirst();
        }
        double contact = 0;
        for (Hold hold : holds) {
            if (hold.lips() == lips) {
                contact = Math.max(contact, hold.contact(seconds));
            }
        }
        return contact;
    }
}
