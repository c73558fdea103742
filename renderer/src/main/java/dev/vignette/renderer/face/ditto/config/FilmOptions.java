package dev.vignette.renderer.face.ditto.config;

import java.util.OptionalInt;

/**
 * What whoever makes films chooses instead of what Ditto's configuration says: as in the published program a caller's option wins over the
 * file's.
 *
 * @param overlap frames that a window of motion shares with the one before, {@value #LEAST_OVERLAP}…{@value #MOST_OVERLAP}; empty for the file's
 */
public record FilmOptions(OptionalInt overlap) {
    /** With less a window's new frames would outnumber those that it shares. */
    public static final int LEAST_OVERLAP = 40;
    /** The most that is published. */
    public static final int MOST_OVERLAP = 75;

    private static final String AS_RELEASED = "released";

    /** As the file says: the released one gives ten new frames a window, for live calls. */
    public static final FilmOptions RELEASED = new FilmOptions(OptionalInt.empty());

    /**
     * For films that are shown when they are finished: twenty new frames a window, which is half the windows. The newer of the two windows that
     * a frame is blended of knows 20 to 39 frames of sound after it, instead of the released setting's 10 to 19.
     */
    public static final FilmOptions FINISHED = overlapping(60);

    public FilmOptions {
        if (overlap.isPresent() && (overlap.getAsInt() < LEAST_OVERLAP || overlap.getAsInt() > MOST_OVERLAP)) {
            throw new IllegalArgumentException("Windows of a film's motion overlap by " + LEAST_OVERLAP + " to "
                    + MOST_OVERLAP + " frames, not " + overlap.getAsInt());
        }
    }

    /**
     * @param text as in settings: a number of frames, or {@code released}
     * @throws IllegalArgumentException if it is neither, or out of range
     */
    public static FilmOptions parse(String text) {
        return text.equalsIgnoreCase(AS_RELEASED) ? RELEASED : overlapping(Integer.parseInt(text));
    }

    /** As settings have it. */
    @Override
    public String toString() {
        return overlap.isPresent() ? Integer.toString(overlap.getAsInt()) : AS_RELEASED;
    }

    /** @param frames that a window of motion shares with the one before */
    public static FilmOptions overlapping(int frames) {
        return new FilmOptions(OptionalInt.of(frames));
    }
}
