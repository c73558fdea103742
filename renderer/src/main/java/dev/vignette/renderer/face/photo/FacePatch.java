package dev.vignette.renderer.face.photo;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * A face brought upright and to one size, as brightness and redness: {@value #UNIT} pixels from eye to eye, so that all
 * further measuring can be done along rows and columns. Coordinates of its methods are face units.
 */
final class FacePatch {
    /** Pixels per face unit. */
    static final int UNIT = 80;

    private static final int HALF = 120;
    private static final int ABOVE = 80;
    private static final int BELOW = 180;
    static final int WIDTH = 2 * HALF;
    static final int HEIGHT = ABOVE + BELOW;

    private final float[] luma = new float[WIDTH * HEIGHT];
    private final float[] redness = new float[WIDTH * HEIGHT];

    FacePatch(BufferedImage picture, Similarity frame) {
        // Samples per side of a patch pixel: enough that none of the picture's pixels is skipped.
        int taps = (int) Math.clamp(Math.ceil(frame.scale() / UNIT * 1.5), 2, 12);
        for (int row = 0; row < HEIGHT; row++) {
            for (int column = 0; column < WIDTH; column++) {
                double red = 0;
                double green = 0;
                double blue = 0;
                for (int tap = 0; tap < taps * taps; tap++) {
                    int tapRow = tap / taps;
                    double u = (column + (tap % taps + 0.5) / taps - HALF) / UNIT;
                    double v = (row + (tapRow + 0.5) / taps - ABOVE) / UNIT;
                    Point place = frame.at(u, v);
                    int x = (int) Math.clamp(Math.floor(place.x()), 0, picture.getWidth() - 1);
                    int y = (int) Math.clamp(Math.floor(place.y()), 0, picture.getHeight() - 1);
                    int pixel = picture.getRGB(x, y);
                    red += pixel >> 16 & 255;
                    green += pixel >> 8 & 255;
                    blue += pixel & 255;
                }
                int index = row * WIDTH + column;
                double count = taps * taps;
                luma[index] = (float) ((0.299 * red + 0.587 * green + 0.114 * blue) / count);
                // Lips differ from skin in red against green far more than in brightness (pseudo-hue, Hulbert & Poggio
                // 1998).
                redness[index] = (float) Math.log((red / count + 8) / (green / count + 8));
            }
        }
    }

    /** The brightness of the upper half, down to the nose, as an 8-bit picture; to be closed by the caller. */
    Mat eyeRegion() {
        int rows = row(0.7);
        byte[] bytes = new byte[WIDTH * rows];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Math.round(luma[i]);
        }
        Mat grey = new Mat(rows, WIDTH, CV_8UC1);
        grey.data().put(bytes, 0, bytes.length);
        return grey;
    }

    static double toU(double column) {
        return (column - HALF) / UNIT;
    }

    static double toV(double row) {
        return (row - ABOVE) / UNIT;
    }

    static int column(double u) {
        return Math.clamp((int) Math.floor(u * UNIT + HALF), 0, WIDTH - 1);
    }

    static int row(double v) {
        return Math.clamp((int) Math.floor(v * UNIT + ABOVE), 0, HEIGHT - 1);
    }

    float luma(int column, int row) {
        return luma[Math.clamp(row, 0, HEIGHT - 1) * WIDTH + Math.clamp(column, 0, WIDTH - 1)];
    }

    float redness(int column, int row) {
        return redness[Math.clamp(row, 0, HEIGHT - 1) * WIDTH + Math.clamp(column, 0, WIDTH - 1)];
    }

    /** Mean brightness of a box given by its middle and half sides, face units. */
    double meanLuma(double u, double v, double halfU, double halfV) {
        return mean(luma, u, v, halfU, halfV);
    }

    double meanRedness(double u, double v, double halfU, double halfV) {
        return mean(redness, u, v, halfU, halfV);
    }

    /** Median brightness of both cheeks: the measure of this face's light. */
    double skinLuma() {
        return median(luma);
    }

    double skinRedness() {
        return median(redness);
    }

    private static double mean(float[] plane, double u, double v, double halfU, double halfV) {
        double sum = 0;
        int count = 0;
        for (int row = row(v - halfV); row <= row(v + halfV); row++) {
            for (int column = column(u - halfU); column <= column(u + halfU); column++) {
                sum += plane[row * WIDTH + column];
                count++;
            }
        }
        return sum / count;
    }

    private static double median(float[] plane) {
        int side = column(0.2) - column(-0.2) + 1;
        int tall = row(0.6) - row(0.4) + 1;
        float[] cheeks = new float[2 * side * tall];
        int count = 0;
        for (int row = row(0.4); row <= row(0.6); row++) {
            for (int column = 0; column < side; column++) {
                cheeks[count++] = plane[row * WIDTH + column(-0.6) + column];
                cheeks[count++] = plane[row * WIDTH + column(0.6) - column];
            }
        }
        Arrays.sort(cheeks);
        return cheeks[cheeks.length / 2];
    }
}
