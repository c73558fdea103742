package dev.vignette.renderer.direction;

import java.math.BigDecimal;

/** Numbers of a direction: whether they can be, and how they are written. */
final class Numbers {
    private Numbers() {}

    static void requireWithin(String what, String which, double least, double most, double... values) {
        for (double value : values) {
            if (!(value >= least && value <= most)) {
                throw new IllegalArgumentException(what + " takes numbers from " + plain(least) + " to " + plain(most)
                        + (which.isEmpty() ? "" : " (" + which + ")") + ", not " + plain(value) + ".");
            }
        }
    }

    /** Without an exponent and without zeros at its end, so that equal numbers are written alike. */
    static String plain(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return "something that is no number";
        }
        return value == 0
                ? "0"
                : new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
    }
}
