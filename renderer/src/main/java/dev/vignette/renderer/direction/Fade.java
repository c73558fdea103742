package dev.vignette.renderer.direction;

/**
 * A face that begins at rest, or comes to rest with the end of the speech, so that films can follow each other.
 *
 * @param in seconds over which it begins, 0…0.4
 * @param out seconds over which it ends, 0…0.4: what is surely not shown yet when the speech is over
 */
public record Fade(double in, double out) {
    /** As the speech has it. */
    public static final Fade NONE = new Fade(0, 0);

    private static final double LONGEST = 0.4;

    /** @throws IllegalArgumentException in a sentence fit to be shown */
    public Fade {
        Numbers.requireWithin("A fade", "seconds in and out", 0, LONGEST, in, out);
    }
}
