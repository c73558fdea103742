package dev.vignette.renderer.face.photo;

/**
 * The portrait at twice the film's resolution for sampling between pixels: even texels are the film's own pixels, those
 * between them are Catmull-Rom interpolated, and the half texels that remain bilinearly. So an unmoved pixel stays exactly
 * as it was and a moved one loses hardly any sharpness.
 */
final class Texture {
    private final int width;
    private final int height;
    private final int[] texels;

    Texture(int[] rgb, int width, int height) {
        this.width = 2 * width;
        this.height = 2 * height;
        texels = new int[this.width * this.height];
        int[] wide = new int[this.width * height];
        for (int y = 0; y < height; y++) {
            stretch(rgb, y * width, 1, width, wide, y * this.width, 1);
        }
        for (int x = 0; x < this.width; x++) {
            stretch(wide, x, this.width, height, texels, x, this.width);
        }
    }

    private static void stretch(int[] from, int start, int step, int count, int[] to, int target, int stride) {
        for (int i = 0; i < count; i++) {
            int a = from[start + Math.max(0, i - 1) * step];
            int b = from[start + i * step];
            int c = from[start + Math.min(count - 1, i + 1) * step];
            int d = from[start + Math.min(count - 1, i + 2) * step];
            to[target + 2 * i * stride] = b;
            to[target + (2 * i + 1) * stride] =
                    between(a, b, c, d, 16) | between(a, b, c, d, 8) | between(a, b, c, d, 0);
        }
    }

    private static int between(int a, int b, int c, int d, int shift) {
        int sum = 9 * ((b >> shift & 255) + (c >> shift & 255)) - (a >> shift & 255) - (d >> shift & 255);
        return Math.clamp((sum + 8) >> 4, 0, 255) << shift;
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    int[] texels() {
        return texels;
    }

    /** From a film coordinate (pixel centres at a half) to texels in 16.16 fixed point. */
    static double toTexel(double film) {
        return (film - 0.5) * 2 * 65536;
    }
}
