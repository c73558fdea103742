package dev.vignette.renderer.face.motion;

import static dev.vignette.renderer.face.motion.MouthShape.ramp;

import dev.vignette.renderer.face.motion.Hearing.Features;

/**
 * The mouth guessed from sound alone, for voices that do not say which phonemes they speak: jaw from the energy of
 * 300–1000 Hz, rounding and width from how the energy is spread, contact of the lips in short dips, a narrow slit and
 * teeth in hiss. It cannot tell "d" from "b".
 */
final class SoundShape {
    /** Seconds after a moment that {@link #target} looks at. */
    static final double SIGHT = 2 * Hearing.HOP + LoudnessScale.SIGHT;

    /** Energy ratio of −24 dB, below which the lips are taken to touch. */
    private static final double DIP = 0.004;
    /** Hops that a dip must last: 30 ms. */
    private static final int DIP_HOPS = 3;
    /** Hops after which silence is a pause and the lips rest. */
    private static final int PAUSE_HOPS = 18;

    private final Hearing hearing;
    private final LoudnessScale scale;

    SoundShape(Hearing hearing, LoudnessScale scale) {
        this.hearing = hearing;
        this.scale = scale;
    }

    /** Writes the mouth aimed at at {@code seconds} into {@code shape}. */
    void target(double seconds, double[] shape) {
        int hop = (int) Math.round(seconds / Hearing.HOP);
        Features now = hearing.hop(hop);
        double reference = scale.loudest(seconds);
        double[] rest = MouthShape.of(Expression.Mouth.REST);
        System.arraycopy(rest, 0, shape, 0, MouthShape.SIZE);
        if (inDip(hop, reference)) {
            shape[MouthShape.PRESS] = paused(hop, reference) ? rest[MouthShape.PRESS] : 1;
            return;
        }
        double energy = now.energy() + 1e-12;
        double opening = Math.sqrt(Math.sqrt(now.jaw()) / reference);
        double hiss = ramp(now.hiss() / energy, 0.25, 0.6);
        double round = ramp(Math.log10((now.low() + 1e-12) / (now.middle() + 1e-12)), 0.8, 2.2) * (1 - hiss);
        double spread = ramp(Math.log10((now.high() + 1e-12) / energy), -1.6, -0.5) * (1 - hiss);
        shape[MouthShape.JAW] = Math.min(1, 0.85 * opening * (1 - 0.35 * round)) * (1 - hiss) + 0.1 * hiss;
        shape[MouthShape.ROUNDING] = 0.8 * round;
        shape[MouthShape.WIDTH] = 0.6 * spread - 0.5 * round + 0.2 * hiss;
        shape[MouthShape.PRESS] = 0;
        shape[MouthShape.UPPER_LIP] = 0.2 * opening + 0.2 * hiss;
        shape[MouthShape.TEETH] = 0.35 * (1 - round) * (1 - hiss) + 0.85 * hiss;
        shape[MouthShape.TONGUE_UP] = 0.5 * hiss;
    }

    private boolean inDip(int hop, double reference) {
        int run = 1;
        if (!quiet(hop, reference)) {
            return false;
        }
        for (int i = hop - 1; run < DIP_HOPS && quiet(i, reference); i--) {
            run++;
        }
        for (int i = hop + 1; run < DIP_HOPS && quiet(i, reference); i++) {
            run++;
        }
        return run >= DIP_HOPS;
    }

    private boolean paused(int hop, double reference) {
        for (int i = hop - PAUSE_HOPS; i < hop; i++) {
            if (!quiet(i, reference)) {
                return false;
            }
        }
        return true;
    }

    private boolean quiet(int hop, double reference) {
        return hearing.hop(hop).energy() < DIP * reference * reference;
    }
}
