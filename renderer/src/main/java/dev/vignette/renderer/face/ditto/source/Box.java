package dev.vignette.renderer.face.ditto.source;

/**
 * A face's box, in pixels.
 *
 * @param score 0…1
 */
public record Box(float left, float top, float right, float bottom, float score) {
    public float width() {
        return right - left;
    }

    public float height() {
        return bottom - top;
    }

    float area() {
        return width() * height();
    }

    Box scaled(double factor) {
        return new Box(
                (float) (left * factor),
                (float) (top * factor),
                (float) (right * factor),
                (float) (bottom * factor),
                score);
    }

    Box moved(float dx, float dy) {
        return new Box(left + dx, top + dy, right + dx, bottom + dy, score);
    }

    /** Intersection over union. */
    float overlap(Box other) {
        return overlap(other, 0);
    }

    /** @param edge added to every side; 1 counts pixels from the first to the last */
    float overlap(Box other, float edge) {
        float wide = Math.max(0, Math.min(right, other.right) - Math.max(left, other.left) + edge);
        float high = Math.max(0, Math.min(bottom, other.bottom) - Math.max(top, other.top) + edge);
        float common = wide * high;
        float both = (width() + edge) * (height() + edge) + (other.width() + edge) * (other.height() + edge) - common;
        return both > 0 ? common / both : 0;
    }
}
