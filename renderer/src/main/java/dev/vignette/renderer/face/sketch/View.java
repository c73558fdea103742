package dev.vignette.renderer.face.sketch;

import dev.vignette.media.film.FilmFormat;

/**
 * The drawing's measures in pixels: the same composition in every film size, a little larger where the frame is taller than
 * wide.
 *
 * @param scale pixels to a hundredth of the square frame's side
 */
record View(int width, int height, double scale, double originX, double originY) {
    private static final double EYE_LINE = 0.42;
    private static final double CLOSENESS = 1.1;
    private static final double LARGEST_GROWTH = 1.14;

    static View of(FilmFormat format) {
        double side = Math.min(format.width(), format.height());
        double growth = format.height() <= format.width()
                ? 1
                : Math.min(LARGEST_GROWTH, Math.sqrt(format.height() / (double) format.width()));
        return new View(
                format.width(),
                format.height(),
                side / 100 * CLOSENESS * growth,
                format.width() / 2.0,
                format.height() * EYE_LINE);
    }

    double x(double unit) {
        return originX + unit * scale;
    }

    double y(double unit) {
        return originY + unit * scale;
    }

    /** The frame's lower edge in the drawing's measures. */
    double bottom() {
        return (height - originY) / scale;
    }
}
