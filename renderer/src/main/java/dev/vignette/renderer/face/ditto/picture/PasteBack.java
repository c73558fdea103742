package dev.vignette.renderer.face.ditto.picture;

/**
 * Puts rendered crops back into one picture, feathered at the edge: {@code trunc(mask·crop + (1 − mask)·picture)}. The warped
 * mask is the same for every frame and is made once. Pixels outside the crop are never touched. Immutable and shared
 * between threads.
 */
public final class PasteBack {
    private final RgbPicture picture;
    private final int side;
    private final Affine back;
    private final int left;
    private final int top;
    private final int right;
    private final int bottom;
    private final float[] mask;

    /**
     * @param mask {@code side × side} weights
     * @param map from the crop to {@code picture}
     */
    public PasteBack(RgbPicture picture, float[] mask, int side, Affine map) {
        this.picture = picture;
        this.side = side;
        back = map.inverse();
        double[] xs = {map.x(-1, -1), map.x(side, -1), map.x(-1, side), map.x(side, side)};
        double[] ys = {map.y(-1, -1), map.y(side, -1), map.y(-1, side), map.y(side, side)};
        left = floor(min(xs), picture.width());
        right = floor(max(xs) + 2, picture.width());
        top = floor(min(ys), picture.height());
        bottom = floor(max(ys) + 2, picture.height());
        this.mask = new float[Math.max(0, right - left) * Math.max(0, bottom - top)];
        for (int y = top, to = 0; y < bottom; y++) {
            AffineWarp.Row row = new AffineWarp.Row(back, y);
            for (int x = left; x < right; x++) {
                float weight = AffineWarp.sample(mask, 0, side, side, row.x(x), row.y(x));
                this.mask[to++] = Math.clamp(weight, 0, 1);
            }
        }
    }

    private static int floor(double value, int limit) {
        return (int) Math.clamp(Math.floor(value), 0, limit);
    }

    private static double min(double[] values) {
        return Math.min(Math.min(values[0], values[1]), Math.min(values[2], values[3]));
    }

    private static double max(double[] values) {
        return Math.max(Math.max(values[0], values[1]), Math.max(values[2], values[3]));
    }

    /**
     * What a kernel needs to do the same.
     *
     * @param left first column in which the crop may be seen
     * @param top first such row
     * @param right column after the last
     * @param bottom row after the last
     * @param mask weights within, row by row
     * @param back from the picture to the crop
     * @param side of the crop
     */
    @SuppressWarnings("ArrayRecordComponent") // On its way to a device, never compared.
    public record Plan(int left, int top, int right, int bottom, float[] mask, Affine back, int side) {}

    /** What {@link #paste} does, as data. */
    public Plan plan() {
        return new Plan(left, top, right, bottom, mask.clone(), back, side);
    }

    /** Where the crop is not seen at all. */
    boolean untouched(int x, int y) {
        return x < left || y < top || x >= right || y >= bottom || weight(x, y) == 0;
    }

    float weight(int x, int y) {
        return mask[(y - top) * (right - left) + x - left];
    }

    /**
     * Writes the picture with {@code crop} in it.
     *
     * @param crop planes red, green, blue of {@code side × side} values 0…255, not rounded
     * @param rgb takes packed 0xRRGGBB pixels; already holds the picture, or an earlier frame of it
     */
    public void paste(float[] crop, int[] rgb) {
        int plane = side * side;
        for (int y = top, at = 0; y < bottom; y++) {
            AffineWarp.Row row = new AffineWarp.Row(back, y);
            for (int x = left; x < right; x++) {
                float weight = mask[at++];
                if (weight == 0) {
                    continue;
                }
                int stepsX = row.x(x);
                int stepsY = row.y(x);
                int pixel = 0;
                for (int c = 0; c < 3; c++) {
                    float rendered = AffineWarp.sample(crop, c * plane, side, side, stepsX, stepsY);
                    float value = weight * rendered + (1 - weight) * picture.at(x, y, c);
                    pixel = pixel << 8 | (int) Math.clamp(value, 0, 255);
                }
                rgb[y * picture.width() + x] = pixel;
            }
        }
    }
}
