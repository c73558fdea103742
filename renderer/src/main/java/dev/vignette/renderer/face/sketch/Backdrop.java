package dev.vignette.renderer.face.sketch;

import java.awt.Color;

/** The room behind: a halo of light that falls off to the corners, dithered so that it shows no bands. */
final class Backdrop {
    private static final double HALO = 62;
    private static final double VIGNETTE = 0.16;

    private Backdrop() {}

    /** 0xRRGGBB pixels of {@code view}, row by row. */
    static int[] paint(View view, Palette palette) {
        int[] pixels = new int[view.width() * view.height()];
        Color ink = palette.ink();
        for (int row = 0; row < view.height(); row++) {
            for (int column = 0; column < view.width(); column++) {
                double x = (column + 0.5 - view.originX()) / view.scale();
                double y = (row + 0.5 - view.originY()) / view.scale();
                double halo = smooth(1 - length(x + 9, y + 5) / HALO);
                double corner = smooth((length(x, y - 6) - 36) / 48) * VIGNETTE;
                double dither = (hash(column, row) - 0.5) / 255;
                int pixel = 0;
                for (int shift = 16; shift >= 0; shift -= 8) {
                    double back = channel(palette.backdrop(), shift);
                    double lit = back + (channel(palette.halo(), shift) - back) * halo;
                    double value = lit + (channel(ink, shift) - lit) * corner + dither;
                    pixel |= Math.clamp(Math.round(value * 255), 0, 255) << shift;
                }
                pixels[row * view.width() + column] = pixel;
            }
        }
        return pixels;
    }

    private static double channel(Color colour, int shift) {
        return (colour.getRGB() >> shift & 255) / 255.0;
    }

    private static double smooth(double t) {
        double clamped = Math.clamp(t, 0, 1);
        return clamped * clamped * (3 - 2 * clamped);
    }

    /** {@link Math#hypot} cares for numbers too large to square, at twenty times the cost. */
    private static double length(double x, double y) {
        return Math.sqrt(x * x + y * y);
    }

    /** 0…1, without pattern and the same on every machine. */
    private static double hash(int x, int y) {
        int h = x * 0x27d4eb2d ^ y * 0x165667b1;
        h = (h ^ h >>> 15) * 0x2c1b3c6d;
        h = (h ^ h >>> 12) * 0x297a2d39;
        return ((h ^ h >>> 15) & 0xFFFF) / 65536.0;
    }
}
