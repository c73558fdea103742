package dev.vignette.media.film;

/** Frames that are about as hard to encode as a face: gradients, texture, moving edges. */
final class TestPictures {
    private TestPictures() {}

    static Frame plain(FilmFormat format, int grey) {
        int[] rgb = new int[format.width() * format.height()];
        java.util.Arrays.fill(rgb, grey * 0x010101);
        return toFrame(rgb, format);
    }

    static Frame face(FilmFormat format, int index) {
        int width = format.width();
        int height = format.height();
        double time = index / (double) format.framesPerSecond();
        double centreX = width * (0.5 + 0.03 * Math.sin(1.7 * time));
        double centreY = height * (0.48 + 0.015 * Math.sin(2.3 * time));
        double mouth = height * (0.012 + 0.04 * Math.abs(Math.sin(9 * time)));
        int[] rgb = new int[width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double dx = (x - centreX) / (0.27 * width);
                double dy = (y - centreY) / (0.36 * height);
                double far = dx * dx + dy * dy;
                double mx = (x - centreX) / (0.09 * width);
                double my = (y - centreY - 0.17 * height) / mouth;
                double texture = 4 * Math.sin(0.9 * (x - centreX)) * Math.sin(0.7 * (y - centreY));
                double shade = 1 - 0.35 * far + 0.1 * dx;
                if (mx * mx + my * my < 1) {
                    rgb[y * width + x] = color(110, 30, 40);
                } else if (far < 1) {
                    rgb[y * width + x] = color(225 * shade + texture, 180 * shade + texture, 155 * shade + texture);
                } else {
                    rgb[y * width + x] = color(70 + 60.0 * y / height, 90 + 50.0 * x / width, 130);
                }
            }
        }
        return toFrame(rgb, format);
    }

    /** A dark disc that creeps over a flat ground. */
    static Frame discAt(FilmFormat format, int index) {
        int[] rgb = new int[format.width() * format.height()];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = distanceToDisc(format, index, i) < 0 ? 0x585A50 : 0x829082;
        }
        return toFrame(rgb, format);
    }

    /** Pixels from the disc's edge, negative inside. */
    static double distanceToDisc(FilmFormat format, int index, int pixel) {
        double time = index / (double) format.framesPerSecond();
        double x = pixel % format.width() - 0.5 * format.width() - 14 * Math.sin(1.7 * time);
        double y = Math.floorDiv(pixel, format.width()) - 0.5 * format.height() - 8 * Math.sin(2.3 * time);
        return Math.hypot(x, y) - 0.3 * format.width();
    }

    private static Frame toFrame(int[] rgb, FilmFormat format) {
        Frame frame = Frame.allocate(format.width(), format.height());
        RgbToYuv.convert(rgb, frame);
        return frame;
    }

    private static int color(double red, double green, double blue) {
        return clamp(red) << 16 | clamp(green) << 8 | clamp(blue);
    }

    private static int clamp(double value) {
        return (int) Math.clamp(value, 0, 255);
    }
}
