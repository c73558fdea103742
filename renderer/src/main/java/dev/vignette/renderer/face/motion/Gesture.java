package dev.vignette.renderer.face.motion;

import dev.vignette.renderer.face.motion.Articulation.Manner;
import dev.vignette.renderer.voice.TimedPhoneme;
import java.util.ArrayList;
import java.util.List;

/**
 * An articulation with its place in time and the curve by which it dominates its neighbours: 1 in the core of its
 * stretch, falling exponentially before (anticipation) and after (carry-over). Cohen and Massaro, "Modeling
 * coarticulation in synthetic visual speech", 1993, eq. 2, with a flat top of the sound's own length instead of a peak, so
 * that long vowels hold.
 */
final class Gesture {
    /** Seconds before its core from which a gesture shows at all. */
    static final double ANTICIPATION = 0.12;
    /** Seconds after its core until which it shows at all. */
    static final double CARRY_OVER = 0.16;

    /** Vowels shorter than this, in seconds, reach only {@link #UNDERSHOOT} of their target; twice as long, all of it. */
    private static final double SHORT_VOWEL = 0.05;

    private static final double UNDERSHOOT = 0.6;
    /** The core ends this far inside the stretch at most, seconds. */
    private static final double SLOPE = 0.025;
    /** A curve has fallen to e⁻³ = 5 % after its decay time. */
    private static final double FALL = 3;

    private final Articulation articulation;
    private final double[] target;
    private final double[] dominance;
    private final double start;
    private final double end;
    private final double coreStart;
    private final double coreEnd;
    private final double onset;
    private final double decay;
    private final double onsetFloor;
    private final double decayFloor;

    private Gesture(Articulation articulation, double start, double end) {
        this.articulation = articulation;
        this.start = start;
        this.end = end;
        double slope = Math.min(SLOPE, (end - start) / 4);
        coreStart = start + slope;
        coreEnd = end - slope;
        target = MouthShape.of(articulation.target());
        if (articulation.manner() == Manner.VOWEL) {
            undershoot(MouthShape.ramp(end - start, SHORT_VOWEL, 2 * SHORT_VOWEL));
        }
        dominance = MouthShape.of(articulation.viseme().dominance());
        for (int i = 0; i < MouthShape.SIZE; i++) {
            dominance[i] *= articulation.insistence();
        }
        // Rounding and closing are prepared earlier and held longer than the rest (Perkell and Matthies 1992).
        boolean lips = articulation.manner() == Manner.BILABIAL
                || articulation.manner() == Manner.LABIODENTAL
                || articulation.target().rounding() > 0.5;
        onset = lips ? 0.09 : articulation.manner() == Manner.VOWEL ? 0.075 : 0.06;
        decay = lips ? 0.10 : articulation.manner() == Manner.VOWEL ? 0.12 : 0.08;
        onsetFloor = StrictMath.exp(-FALL * ANTICIPATION / onset);
        decayFloor = StrictMath.exp(-FALL * CARRY_OVER / decay);
    }

    /** The gestures of {@code phoneme}, one after the other. */
    static List<Gesture> of(TimedPhoneme phoneme) {
        List<Articulation> articulations = Ipa.articulations(phoneme.ipa());
        double shares = articulations.stream().mapToDouble(Articulation::share).sum();
        List<Gesture> gestures = new ArrayList<>(articulations.size());
        double start = phoneme.start();
        for (Articulation articulation : articulations) {
            double end = start + (phoneme.end() - phoneme.start()) * articulation.share() / shares;
            gestures.add(new Gesture(articulation, start, end));
            start = end;
        }
        return gestures;
    }

    Manner manner() {
        return articulation.manner();
    }

    double[] target() {
        return target;
    }

    double[] dominance() {
        return dominance;
    }

    double start() {
        return start;
    }

    double end() {
        return end;
    }

    /** How present this gesture is at {@code seconds}, 0…1; 0 outside its anticipation and carry-over. */
    double presence(double seconds) {
        if (seconds < coreStart) {
            return fall(coreStart - seconds, onset, ANTICIPATION, onsetFloor);
        }
        return seconds > coreEnd ? fall(seconds - coreEnd, decay, CARRY_OVER, decayFloor) : 1;
    }

    private static double fall(double distance, double time, double reach, double floor) {
        // Lowered by its last value so that it ends at zero and not with a jump.
        return distance >= reach ? 0 : (StrictMath.exp(-FALL * distance / time) - floor) / (1 - floor);
    }

    private void undershoot(double length) {
        double reach = UNDERSHOOT + (1 - UNDERSHOOT) * length;
        for (int i = 0; i < MouthShape.SIZE; i++) {
            target[i] *= reach;
        }
    }
}
