package dev.vignette.renderer.face.photo;

import java.util.Arrays;

/** Arithmetic on packed 0xRRGGBB pixels. */
final class Colour {
    private Colour() {}

    /** {@code from} at 0, {@code to} at 1. */
    static int mix(int from, int to, double share) {
        int weight = (int) Math.round(256 * Math.clamp(share, 0, 1));
        int rest = 256 - weight;
        int redBlue = (((from & 0xff00ff) * rest + (to & 0xff00ff) * weight + 0x800080) >>> 8) & 0xff00ff;
        int green = (((from & 0x00ff00) * rest + (to & 0x00ff00) * weight + 0x8000) >>> 8) & 0x00ff00;
        return redBlue | green;
    }

    static int of(double red, double green, double blue) {
        return Math.clamp(Math.round(red), 0, 255) << 16
                | Math.clamp(Math.round(green), 0, 255) << 8
                | Math.clamp(Math.round(blue), 0, 255);
    }

    /** The same hue, {@code factor} times as bright. */
    static int lit(int colour, double factor) {
        return of(red(colour) * factor, green(colour) * factor, blue(colour) * factor);
    }

    static double luma(int colour) {
        return 0.299 * red(colour) + 0.587 * green(colour) + 0.114 * blue(colour);
    }

    /** The pixel than which {@code share} of a box about {@code middle} (face units) are darker; ½ for the median. */
    static int ranked(PortraitCrop crop, Point middle, double halfU, double halfV, double share) {
        int side = 12;
        Integer[] pixels = new Integer[side * side];
        for (int i = 0; i < pixels.length; i++) {
            int row = i / side;
            double u = halfU * (2.0 * (i % side) / (side - 1) - 1);
            double v = halfV * (2.0 * row / (side - 1) - 1);
            pixels[i] = crop.at(crop.face().frame().at(middle.plus(u, v)));
        }
        Arrays.sort(pixels, (a, b) -> Double.compare(luma(a), luma(b)));
        return pixels[(int) (share * (pixels.length - 1))];
    }

    static int red(int colour) {
        return colour >> 16 & 255;
    }

    static int green(int colour) {
        return colour >> 8 & 255;
    }

    static int blue(int colour) {
        return colour & 255;
    }
}
