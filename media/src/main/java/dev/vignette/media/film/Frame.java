package dev.vignette.media.film;

/**
 * One picture in planar YUV 4:2:0 (BT.709, studio range), the layout that encoders take: {@code y} has
 * {@code width × height} bytes, {@code u} and {@code v} a quarter of that each, rows without padding. The planes are
 * owned by whoever made the frame, who says how long they stay valid.
 */
@SuppressWarnings("ArrayRecordComponent") // A frame is a view of a picture, not a value to compare.
public record Frame(int width, int height, byte[] y, byte[] u, byte[] v) {

    public Frame {
        if (((width | height) & 1) != 0) {
            throw new IllegalArgumentException("Frame sides must be even: " + width + "x" + height);
        }
        int chroma = (width / 2) * (height / 2);
        if (y.length != width * height || u.length != chroma || v.length != chroma) {
            throw new IllegalArgumentException("Planes do not fit " + width + "x" + height);
        }
    }

    /** A frame with planes of its own, black until painted (all zero is not black: use {@link RgbToYuv}). */
    public static Frame allocate(int width, int height) {
        int chroma = (width / 2) * (height / 2);
        return new Frame(width, height, new byte[width * height], new byte[chroma], new byte[chroma]);
    }
}
