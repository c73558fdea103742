package dev.vignette.renderer.face.ditto.picture;

import java.awt.image.BufferedImage;

/**
 * An 8-bit picture, red, green and blue side by side, rows without padding. Not to be written to once handed on.
 *
 * @param rgb {@code 3 × width × height} bytes
 */
@SuppressWarnings("ArrayRecordComponent") // A picture, not a value to compare.
public record RgbPicture(int width, int height, byte[] rgb) {
    public RgbPicture {
        if (width < 1 || height < 1 || rgb.length != 3 * width * height) {
            throw new IllegalArgumentException("Not a picture of " + width + "x" + height);
        }
    }

    public static RgbPicture of(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        byte[] rgb = new byte[3 * width * height];
        int[] row = new int[width];
        for (int y = 0, to = 0; y < height; y++) {
            image.getRGB(0, y, width, 1, row, 0, width);
            for (int pixel : row) {
                rgb[to++] = (byte) (pixel >> 16);
                rgb[to++] = (byte) (pixel >> 8);
                rgb[to++] = (byte) pixel;
            }
        }
        return new RgbPicture(width, height, rgb);
    }

    /** Red (0), green (1) or blue (2) of a pixel, 0…255. */
    public int at(int x, int y, int channel) {
        return rgb[3 * (y * width + x) + channel] & 255;
    }

    /** Packed 0xRRGGBB pixels. */
    public int[] packed() {
        int[] pixels = new int[width * height];
        for (int i = 0, at = 0; i < pixels.length; i++, at += 3) {
            pixels[i] = (rgb[at] & 255) << 16 | (rgb[at + 1] & 255) << 8 | (rgb[at + 2] & 255);
        }
        return pixels;
    }

    /** Network input, channel after channel in the order red, green, blue: {@code value·scale + offset}. */
    public float[] planes(float scale, float offset) {
        return planes(scale, offset, 0);
    }

    /** The same in the order blue, green, red. */
    public float[] planesBgr(float scale, float offset) {
        return planes(scale, offset, 2);
    }

    private float[] planes(float scale, float offset, int first) {
        int pixels = width * height;
        float[] planes = new float[3 * pixels];
        for (int i = 0; i < pixels; i++) {
            for (int c = 0; c < 3; c++) {
                planes[c * pixels + i] = (rgb[3 * i + Math.abs(first - c)] & 255) * scale + offset;
            }
        }
        return planes;
    }

    /** Network input, the channels of a pixel side by side: {@code value·scale + offset}. */
    public float[] interleaved(float scale, float offset) {
        float[] values = new float[rgb.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (rgb[i] & 255) * scale + offset;
        }
        return values;
    }
}
