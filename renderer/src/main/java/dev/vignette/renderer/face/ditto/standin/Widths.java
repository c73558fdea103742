package dev.vignette.renderer.face.ditto.standin;

/**
 * How wide the hidden layers are.
 *
 * @param divisor of the published widths
 * @param depth share of the published number of equal layers, in percent
 */
record Widths(int divisor, int depth) {
    static final Widths FULL = new Widths(1, 100);
    static final Widths MINI = new Widths(64, 15);

    /** A published width at this size. */
    int of(int published) {
        return Math.max(2, published / divisor);
    }

    /** A published width that is cut into groups or heads. */
    int of(int published, int groups) {
        return Math.max(groups * 2, published / divisor / groups * groups);
    }

    int layers(int published) {
        return Math.max(1, published * depth / 100);
    }

    /** A published side of a kernel, which costs its cube on volumes. */
    int kernel(int published) {
        return full() ? published : Math.min(published, 3);
    }

    boolean full() {
        return divisor == 1;
    }
}
