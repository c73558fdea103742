package dev.vignette.renderer.face.photo;

import java.util.List;

/**
 * Where the features of a face are, in face units (see {@link Similarity}): independent of how large, where and how
 * tilted the face is in the picture.
 *
 * @param frame from face units to pixels of the picture (pixel centres at whole numbers plus a half)
 * @param left the eye on the viewer's left
 * @param right the eye on the viewer's right
 * @param chin v of the chin's lowest point
 */
record Landmarks(Similarity frame, Eye left, Eye right, Lips lips, double chin) {

    /** The same face in a picture scaled by {@code factor} and then shifted by whole or broken pixels. */
    Landmarks scaled(double factor, double dx, double dy) {
        return new Landmarks(frame.scaled(factor, dx, dy), left, right, lips, chin);
    }

    /**
     * @param iris centre of the iris
     * @param halfWidth half the distance between the corners of the eye
     * @param upper how far the upper lid's edge is above the iris centre, at its highest
     * @param lower how far the lower lid's edge is below it
     * @param fold how far above the upper lid's edge its skin reaches, up to the brow
     */
    record Eye(Point iris, double halfWidth, double upper, double lower, double fold) {}

    /**
     * @param left u of the corner on the viewer's left
     * @param right u of the other corner
     * @param line v of the lower lip's upper edge at {@value #SAMPLES} places evenly spread from corner to corner; where
     *     the mouth is closed this is the line between the lips
     * @param gap how far the upper lip's lower edge is above the line, in the middle; 0 for a closed mouth
     * @param top v of the upper border of the upper lip, in the middle
     * @param bottom v of the lower border of the lower lip, in the middle
     */
    record Lips(double left, double right, List<Double> line, double gap, double top, double bottom) {
        static final int SAMPLES = 17;

        Lips {
            line = List.copyOf(line);
            if (line.size() != SAMPLES) {
                throw new IllegalArgumentException("The lip line has " + line.size() + " places.");
            }
        }

        double halfWidth() {
            return (right - left) / 2;
        }

        double middle() {
            return (left + right) / 2;
        }

        /** The lip line at {@code t} from −1 (left corner) to 1 (right corner). */
        Point at(double t) {
            double place = (t + 1) / 2 * (SAMPLES - 1);
            int index = (int) Math.clamp(Math.floor(place), 0, SAMPLES - 2);
            double v = line.get(index) + (line.get(index + 1) - line.get(index)) * (place - index);
            return new Point(middle() + t * halfWidth(), v);
        }
    }
}
