package dev.vignette.renderer.face.sketch;

import java.awt.Color;
import java.awt.image.BufferedImage;

/** Measures on pictures. */
final class Pixels {
    private Pixels() {}

    /** How many pixels lie within {@code distance} (Euclidean, RGB) of a colour. */
    static int near(int[] pixels, Color colour, double distance) {
        return near(pixels, colour.getRGB(), distance);
    }

    static int near(int[] pixels, int colour, double distance) {
        int count = 0;
        for (int pixel : pixels) {
            int red = (pixel >> 16 & 255) - (colour >> 16 & 255);
            int green = (pixel >> 8 & 255) - (colour >> 8 & 255);
            int blue = (pixel & 255) - (colour & 255);
            if (red * red + green * green + blue * blue <= distance * distance) {
                count++;
            }
        }
        return count;
    }

    /** @param box x, y, width, height */
    static int[] part(BufferedImage picture, int[] box) {
        return picture.getRGB(box[0], box[1], box[2], box[3], null, 0, box[2]);
    }

    /** Mean of each 2 × 2 block. */
    static BufferedImage halved(BufferedImage picture) {
        BufferedImage half =
                new BufferedImage(picture.getWidth() / 2, picture.getHeight() / 2, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < half.getHeight(); y++) {
            for (int x = 0; x < half.getWidth(); x++) {
                int pixel = 0;
                for (int shift = 0; shift <= 16; shift += 8) {
                    int sum = 2;
                    for (int i = 0; i < 4; i++) {
                        sum += picture.getRGB(2 * x + i % 2, 2 * y + i / 2) >> shift & 255;
                    }
                    pixel |= (sum / 4) << shift;
                }
                half.setRGB(x, y, pixel);
            }
        }
        return half;
    }

    static double psnr(BufferedImage one, BufferedImage two) {
        double sum = 0;
        for (int y = 0; y < one.getHeight(); y++) {
            for (int x = 0; x < one.getWidth(); x++) {
                for (int shift = 0; shift <= 16; shift += 8) {
                    int difference = (one.getRGB(x, y) >> shift & 255) - (two.getRGB(x, y) >> shift & 255);
                    sum += difference * difference;
                }
            }
        }
        double mean = sum / (3.0 * one.getWidth() * one.getHeight());
        return mean == 0 ? 99 : 10 * Math.log10(255 * 255 / mean);
    }
}
