package dev.vignette.renderer.face.ditto.motion;

/** Forwards and backwards through a short sequence, for as long as needed. Stateless. */
public final class Mirror {
    private Mirror() {}

    /** Which of {@code length} items is the {@code index}-th: 0 1 2 2 1 0 0 1 …; items before the first are the first. */
    public static int of(int index, int length) {
        int i = Math.max(0, index);
        int within = i % length;
        return i / length % 2 == 0 ? within : length - 1 - within;
    }
}
