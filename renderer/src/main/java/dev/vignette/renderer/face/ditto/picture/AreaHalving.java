package dev.vignette.renderer.face.ditto.picture;

/** Halves both sides by the rounded mean of each 2 × 2 block (OpenCV's {@code INTER_AREA} at this ratio). Stateless. */
public final class AreaHalving {
    private AreaHalving() {}

    /** @param source with even sides */
    public static RgbPicture halve(RgbPicture source) {
        int width = source.width() / 2;
        int height = source.height() / 2;
        byte[] rgb = new byte[3 * width * height];
        for (int y = 0, to = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                for (int c = 0; c < 3; c++) {
                    int sum = source.at(2 * x, 2 * y, c)
                            + source.at(2 * x + 1, 2 * y, c)
                            + source.at(2 * x, 2 * y + 1, c)
                            + source.at(2 * x + 1, 2 * y + 1, c);
                    rgb[to++] = (byte) ((sum + 2) >> 2);
                }
            }
        }
        return new RgbPicture(width, height, rgb);
    }
}
