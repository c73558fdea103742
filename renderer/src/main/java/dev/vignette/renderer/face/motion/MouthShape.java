package dev.vignette.renderer.face.motion;

import dev.vignette.renderer.face.motion.Expression.Mouth;

/** A {@link Mouth} as a vector, for arithmetic that treats all its parameters alike. */
final class MouthShape {
    static final int JAW = 0;
    static final int WIDTH = 1;
    static final int ROUNDING = 2;
    static final int UPPER_LIP = 3;
    static final int LOWER_TUCK = 4;
    static final int PRESS = 5;
    static final int TEETH = 6;
    static final int TONGUE_UP = 7;
    static final int TONGUE_OUT = 8;
    static final int SMILE = 9;
    static final int SIZE = 10;

    private MouthShape() {}

    static double[] of(Mouth mouth) {
        return new double[] {
            mouth.jaw(),
            mouth.width(),
            mouth.rounding(),
            mouth.upperLip(),
            mouth.lowerTuck(),
            mouth.press(),
            mouth.teeth(),
            mouth.tongueUp(),
            mouth.tongueOut(),
            mouth.smile()
        };
    }

    /** The mouth of {@code shape}, each parameter clamped to its range. */
    static Mouth mouth(double[] shape) {
        return new Mouth(
                unit(shape[JAW]),
                Math.clamp(shape[WIDTH], -1, 1),
                unit(shape[ROUNDING]),
                unit(shape[UPPER_LIP]),
                unit(shape[LOWER_TUCK]),
                unit(shape[PRESS]),
                unit(shape[TEETH]),
                unit(shape[TONGUE_UP]),
                unit(shape[TONGUE_OUT]),
                Math.clamp(shape[SMILE], -1, 1));
    }

    /** A straight line from 0 at {@code low} to 1 at {@code high}, flat outside. */
    static double ramp(double value, double low, double high) {
        return unit((value - low) / (high - low));
    }

    private static double unit(double value) {
        return Math.clamp(value, 0, 1);
    }
}
