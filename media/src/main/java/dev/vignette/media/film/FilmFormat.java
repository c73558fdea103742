package dev.vignette.media.film;

/**
 * Size and rhythm of a film.
 *
 * @param width pixels, even, 64…2048
 * @param height pixels, even, 64…2048
 * @param framesPerSecond 10…60
 */
public record FilmFormat(int width, int height, int framesPerSecond) {
    /** 512 × 512, for round video notes and chat windows. */
    public static final FilmFormat SQUARE = new FilmFormat(512, 512, 25);
    /** 512 × 682 (3:4), for feeds and phones. */
    public static final FilmFormat PORTRAIT = new FilmFormat(512, 682, 25);

    public FilmFormat {
        if (width < 64 || height < 64 || width > 2048 || height > 2048 || ((width | height) & 1) != 0) {
            throw new IllegalArgumentException(
                    "Film size must be even and 64..2048 on each side: " + width + "x" + height);
        }
        if (framesPerSecond < 10 || framesPerSecond > 60) {
            throw new IllegalArgumentException("Frames per second must be 10..60: " + framesPerSecond);
        }
    }

    /** Time of the middle of frame {@code index}, in seconds from the film's start. */
    public double midOfFrame(int index) {
        return (index + 0.5) / framesPerSecond;
    }

    /** Frames needed so that the picture lasts at least as long as {@code seconds} of sound. */
    public int framesFor(double seconds) {
        return (int) Math.ceil(seconds * framesPerSecond - 1e-6);
    }

    @Override
    public String toString() {
        return width + "x" + height + "@" + framesPerSecond;
    }
}
