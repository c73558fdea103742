package dev.vignette.renderer.face.motion;

import dev.vignette.renderer.face.motion.Articulation.Manner;
import dev.vignette.renderer.face.motion.Expression.Mouth;
import dev.vignette.renderer.voice.TimedPhoneme;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The mouth over time. Where phonemes are known their dominance curves are blended, elsewhere the sound alone decides;
 * the result drives one critically damped spring per parameter, which is given its target early by as much as it lags.
 * Advances in steps of {@value #STEP} s whatever the frame rate or the chunks.
 */
final class MouthTrack {
    private static final double STEP = 0.005;
    /** Natural frequencies, rad/s: lips are light, the jaw is not. */
    private static final double LIPS = 70;

    private static final double JAW = 55;
    /**
     * All springs get their targets this early, seconds: a little less than they lag behind a ramp,
     * because at the tempo of syllables they lag less.
     */
    private static final double EARLY = 0.026;
    /** Phonemes that begin within this many seconds after the target's moment count. */
    private static final double PHONEME_SIGHT = 0.12;
    /** Seconds after a moment of the mouth that it depends on. */
    static final double SIGHT = EARLY + Math.max(PHONEME_SIGHT, SoundShape.SIGHT + Hearing.SIGHT) + STEP;

    /** Weight of the resting mouth where no phoneme insists on anything. */
    private static final double REST_WEIGHT = 0.04;

    private final LoudnessScale loudness;
    private final SoundShape soundShape;
    private final Closures closures;
    private final Deque<TimedPhoneme> coming = new ArrayDeque<>();
    private final Deque<Gesture> gestures = new ArrayDeque<>();
    private final Spring[] springs = new Spring[MouthShape.SIZE];
    private final double[] rest = MouthShape.of(Mouth.REST);
    private final double[] target = new double[MouthShape.SIZE];
    private final double[] bySound = new double[MouthShape.SIZE];
    private final double[] weight = new double[MouthShape.SIZE];
    private double[] before = rest.clone();
    private double[] after = rest.clone();
    private int step;

    /** @param frame seconds of one frame: how long every contact of the lips lasts at least */
    MouthTrack(Hearing hearing, double frame) {
        loudness = new LoudnessScale(hearing);
        soundShape = new SoundShape(hearing, loudness);
        closures = new Closures(hearing, frame);
        for (int i = 0; i < MouthShape.SIZE; i++) {
            springs[i] = new Spring(i == MouthShape.JAW ? JAW : LIPS, STEP, rest[i]);
        }
    }

    void hear(List<TimedPhoneme> phonemes) {
        coming.addAll(phonemes);
    }

    /**
     * The mouth at {@code seconds}, which must not go back and must lie {@link #SIGHT} before the end of what was heard.
     *
     * @param smile added to the corners of the mouth
     */
    Mouth at(double seconds, double smile) {
        while (step * STEP < seconds) {
            step++;
            advance(step * STEP);
        }
        double part = Math.clamp((seconds - (step - 1) * STEP) / STEP, 0, 1);
        double[] shape = new double[MouthShape.SIZE];
        for (int i = 0; i < MouthShape.SIZE; i++) {
            shape[i] = before[i] + part * (after[i] - before[i]);
        }
        double lips = closures.contact(Manner.BILABIAL, seconds);
        double tuck = closures.contact(Manner.LABIODENTAL, seconds) * (1 - lips);
        shape[MouthShape.PRESS] = Math.max(shape[MouthShape.PRESS] * (1 - tuck), lips);
        shape[MouthShape.LOWER_TUCK] = Math.max(shape[MouthShape.LOWER_TUCK] * (1 - lips), tuck);
        // Lips can meet before an open jaw; the lower lip reaches the upper teeth only when the jaw comes along.
        shape[MouthShape.JAW] = Math.min(shape[MouthShape.JAW], 1 - Math.max(0.5 * lips, 0.88 * tuck));
        shape[MouthShape.TONGUE_OUT] *= 1 - Math.max(lips, tuck);
        shape[MouthShape.SMILE] += smile;
        return MouthShape.mouth(shape);
    }

    private void advance(double seconds) {
        double moment = seconds + EARLY;
        admit(moment);
        double known = blend(moment);
        if (known < 1) {
            soundShape.target(moment, bySound);
            for (int i = 0; i < MouthShape.SIZE; i++) {
                target[i] = known * target[i] + (1 - known) * bySound[i];
            }
        }
        double[] spare = before;
        before = after;
        after = spare;
        for (int i = 0; i < MouthShape.SIZE; i++) {
            after[i] = springs[i].towards(target[i]);
        }
    }

    private void admit(double moment) {
        while (!coming.isEmpty() && coming.getFirst().start() <= moment + PHONEME_SIGHT) {
            for (Gesture gesture : Gesture.of(coming.removeFirst())) {
                gestures.add(gesture);
                closures.add(gesture);
            }
        }
        while (!gestures.isEmpty() && gestures.getFirst().end() + Gesture.CARRY_OVER < moment) {
            gestures.removeFirst();
        }
    }

    /** Blends the gestures into {@link #target}; returns how far phonemes are known at {@code moment}, 0…1. */
    private double blend(double moment) {
        for (int i = 0; i < MouthShape.SIZE; i++) {
            target[i] = REST_WEIGHT * rest[i];
            weight[i] = REST_WEIGHT;
        }
        double known = 0;
        for (Gesture gesture : gestures) {
            double presence = gesture.presence(moment);
            if (presence > 0) {
                double[] dominance = gesture.dominance();
                for (int i = 0; i < MouthShape.SIZE; i++) {
                    double share = presence * dominance[i];
                    target[i] += share * gesture.target()[i];
                    weight[i] += share;
                }
            }
            boolean within = moment >= gesture.start() && moment <= gesture.end();
            known = Math.max(known, within ? 1 : presence);
        }
        for (int i = 0; i < MouthShape.SIZE; i++) {
            target[i] /= weight[i];
        }
        target[MouthShape.JAW] = effort(target[MouthShape.JAW], loudness.at(moment));
        return known;
    }

    /** The jaw of a phoneme spoken that loud: who speaks up opens more, except where the teeth make the sound. */
    private static double effort(double jaw, double loudness) {
        double effort = StrictMath.pow(loudness, 0.85);
        return jaw * (0.08 + effort) + 0.34 * effort * MouthShape.ramp(jaw, 0.08, 0.25);
    }
}
