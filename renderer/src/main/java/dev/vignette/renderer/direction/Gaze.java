package dev.vignette.renderer.direction;

/**
 * Where the eyes look, besides where they look by themselves.
 *
 * @param across −1 (as far as eyes go to the left of the picture) to 1 (to its right)
 * @param down −1 (up) to 1 (down)
 */
public record Gaze(double across, double down) {
    /** Nowhere in particular. */
    public static final Gaze AHEAD = new Gaze(0, 0);

    /** @throws IllegalArgumentException in a sentence fit to be shown */
    public Gaze {
        Numbers.requireWithin("The gaze", "across and down", -1, 1, across, down);
    }
}
