package dev.vignette.renderer.face.photo;

import static org.bytedeco.opencv.global.opencv_core.BORDER_REFLECT_101;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_core.copyMakeBorder;
import static org.bytedeco.opencv.global.opencv_imgproc.GaussianBlur;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_CUBIC;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import dev.vignette.media.film.FilmFormat;
import java.awt.image.BufferedImage;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * The part of a photograph that the film shows: head and shoulders, eyes a little above the middle, at the film's size.
 * Where the photograph is too tight its edge is mirrored and blurred away.
 *
 * @param rgb {@code width × height} pixels 0xRRGGBB, not to be written to
 * @param face the landmarks, in pixels of the film
 */
@SuppressWarnings("ArrayRecordComponent") // A picture, not a value to compare.
record PortraitCrop(int width, int height, int[] rgb, Landmarks face) {
    /** Eye distance as a share of the film's height: a face of 55 % of it. */
    private static final double EYES_OF_HEIGHT = 0.183;

    private static final double EYES_OF_WIDTH = 0.205;
    private static final double EYE_LEVEL = 0.42;

    /** How much closer than wanted the crop may be before the photograph's edge is extended instead. */
    private static final double CLOSER = 1.3;

    /** Beyond the photograph's edge the mirror picture is fully blurred from here on, pixels of the film. */
    private static final double FADE = 40;

    static PortraitCrop of(BufferedImage picture, Landmarks face, FilmFormat format) {
        int width = format.width();
        int height = format.height();
        double wanted = Math.min(EYES_OF_HEIGHT * height, EYES_OF_WIDTH * width)
                / face.frame().scale();
        double fitting = Math.max((double) width / picture.getWidth(), (double) height / picture.getHeight());
        double scale = Math.max(wanted, Math.min(fitting, CLOSER * wanted));
        int wide = Math.max(1, (int) Math.round(picture.getWidth() * scale));
        int tall = Math.max(1, (int) Math.round(picture.getHeight() * scale));
        Landmarks scaled = face.scaled(scale, 0, 0);
        Point eyes = scaled.frame().at(0, 0);
        int left = start(eyes.x() - width / 2.0, width, wide);
        int top = start(eyes.y() - EYE_LEVEL * height, height, tall);
        int[] rgb = pixels(picture, wide, tall, left, top, width, height);
        return new PortraitCrop(width, height, rgb, scaled.scaled(1, -left, -top));
    }

    /** Where the crop begins: inside the picture if it can be. */
    private static int start(double wished, int length, int available) {
        int start = (int) Math.round(wished);
        return available >= length ? Math.clamp(start, 0, available - length) : start;
    }

    private static int[] pixels(BufferedImage picture, int wide, int tall, int left, int top, int width, int height) {
        int before = Math.max(0, -left);
        int above = Math.max(0, -top);
        int after = Math.max(0, left + width - wide);
        int below = Math.max(0, top + height - tall);
        try (Mat full = mat(picture);
                Mat scaled = new Mat();
                Size size = new Size(wide, tall);
                Scalar none = new Scalar(0);
                Mat extended = new Mat();
                Rect part = new Rect(left + before, top + above, width, height)) {
            resize(full, scaled, size, 0, 0, wide < picture.getWidth() ? INTER_AREA : INTER_CUBIC);
            copyMakeBorder(scaled, extended, above, below, before, after, BORDER_REFLECT_101, none);
            try (Mat view = new Mat(extended, part);
                    Mat crop = view.clone();
                    Mat blurred = new Mat();
                    Size kernel = new Size(0, 0)) {
                int[] rgb = rgb(crop);
                if (before + after + above + below > 0) {
                    GaussianBlur(crop, blurred, kernel, 14);
                    fade(rgb, rgb(blurred), width, height, new int[] {before, above, width - after, height - below});
                }
                return rgb;
            }
        }
    }

    /** The pixel at or nearest to {@code place}. */
    int at(Point place) {
        int x = (int) Math.clamp(Math.floor(place.x()), 0, width - 1);
        int y = (int) Math.clamp(Math.floor(place.y()), 0, height - 1);
        return rgb[y * width + x];
    }

    private static void fade(int[] rgb, int[] soft, int width, int height, int[] inside) {
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double out = Math.max(
                        Math.max(inside[0] - x, x - inside[2] + 1), Math.max(inside[1] - y, y - inside[3] + 1));
                if (out > 0) {
                    int index = y * width + x;
                    rgb[index] = Colour.mix(rgb[index], soft[index], Math.min(1, out / FADE));
                }
            }
        }
    }

    private static Mat mat(BufferedImage picture) {
        int width = picture.getWidth();
        int height = picture.getHeight();
        Mat mat = new Mat(height, width, CV_8UC3);
        int[] row = new int[width];
        byte[] bytes = new byte[3 * width];
        for (int y = 0; y < height; y++) {
            picture.getRGB(0, y, width, 1, row, 0, width);
            for (int x = 0; x < width; x++) {
                bytes[3 * x] = (byte) (row[x] >> 16);
                bytes[3 * x + 1] = (byte) (row[x] >> 8);
                bytes[3 * x + 2] = (byte) row[x];
            }
            mat.ptr(y).put(bytes);
        }
        return mat;
    }

    private static int[] rgb(Mat mat) {
        int[] rgb = new int[mat.cols() * mat.rows()];
        byte[] bytes = new byte[3 * rgb.length];
        mat.data().get(bytes, 0, bytes.length);
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (bytes[3 * i] & 255) << 16 | (bytes[3 * i + 1] & 255) << 8 | (bytes[3 * i + 2] & 255);
        }
        return rgb;
    }
}
