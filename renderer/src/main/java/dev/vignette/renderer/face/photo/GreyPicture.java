package dev.vignette.renderer.face.photo;

import static org.bytedeco.opencv.global.opencv_core.BORDER_REPLICATE;
import static org.bytedeco.opencv.global.opencv_core.CV_64FC1;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.flip;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.WARP_INVERSE_MAP;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;
import static org.bytedeco.opencv.global.opencv_imgproc.warpAffine;

import dev.vignette.renderer.face.photo.Cascade.Box;
import java.awt.image.BufferedImage;
import java.nio.DoubleBuffer;
import java.util.List;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * A photograph as OpenCV's cascades like it: grey, not much larger than needed, with a margin so that faces that touch
 * the picture's edge are found too. Owns native memory until closed.
 */
final class GreyPicture implements AutoCloseable {
    private static final int LONGER_SIDE = 640;
    private static final double MARGIN = 0.2;

    private final Mat grey;
    private final double reduction;

    GreyPicture(BufferedImage picture) {
        int width = picture.getWidth();
        int height = picture.getHeight();
        reduction = Math.min(1, (double) LONGER_SIDE / Math.max(width, height));
        try (Mat full = new Mat(height, width, CV_8UC1);
                Size size = new Size((int) Math.ceil(width * reduction), (int) Math.ceil(height * reduction))) {
            int[] row = new int[width];
            byte[] bytes = new byte[width];
            for (int y = 0; y < height; y++) {
                picture.getRGB(0, y, width, 1, row, 0, width);
                for (int x = 0; x < width; x++) {
                    int pixel = row[x];
                    bytes[x] = (byte)
                            ((299 * (pixel >> 16 & 255) + 587 * (pixel >> 8 & 255) + 114 * (pixel & 255) + 500) / 1000);
                }
                full.ptr(y).put(bytes);
            }
            grey = new Mat();
            resize(full, grey, size, 0, 0, INTER_AREA);
        }
    }

    private GreyPicture(Mat grey, double reduction) {
        this.grey = grey;
        this.reduction = reduction;
    }

    /** The mirror picture, for cascades that know one side only; to be closed separately. */
    GreyPicture flipped() {
        Mat mirror = new Mat();
        flip(grey, mirror, 1);
        return new GreyPicture(mirror, reduction);
    }

    /** Hits of {@code cascade} for faces that are tilted by about {@code degrees} clockwise. */
    List<Found> search(Cascade cascade, int neighbours, double leastPixels, double degrees) {
        int wide = grey.cols();
        int tall = grey.rows();
        double diagonal = Math.hypot(wide, tall);
        double turned = Math.abs(Math.sin(Math.toRadians(degrees)));
        int width = (int) (wide * (1 + MARGIN) + (diagonal - wide) * turned);
        int height = (int) (tall * (1 + MARGIN) + (diagonal - tall) * turned);
        // A face tilted clockwise by d stands upright after the picture is turned back by d.
        Similarity toPicture = Similarity.of(
                new Point(
                        wide / 2.0 - turn(width / 2.0, height / 2.0, degrees).x(),
                        tall / 2.0 - turn(width / 2.0, height / 2.0, degrees).y()),
                1,
                degrees);
        try (Mat affine = new Mat(2, 3, CV_64FC1);
                Mat upright = new Mat();
                Size size = new Size(width, height);
                Scalar black = new Scalar(0)) {
            DoubleBuffer numbers = affine.createBuffer();
            numbers.put(toPicture.a()).put(-toPicture.b()).put(toPicture.x());
            numbers.put(toPicture.b()).put(toPicture.a()).put(toPicture.y());
            warpAffine(grey, upright, affine, size, INTER_LINEAR | WARP_INVERSE_MAP, BORDER_REPLICATE, black);
            return cascade.search(upright, neighbours, leastPixels * reduction).stream()
                    .map(box -> found(box, toPicture, degrees))
                    .toList();
        }
    }

    private Found found(Box box, Similarity toPicture, double degrees) {
        Point middle = toPicture.at(box.middle()).times(1 / reduction);
        return new Found(middle, box.width() / reduction, degrees);
    }

    private static Point turn(double x, double y, double degrees) {
        return Similarity.of(Point.ZERO, 1, degrees).at(x, y);
    }

    /**
     * A hit in pixels of the photograph.
     *
     * @param side of the square box, which stands at {@code degrees} clockwise
     */
    record Found(Point middle, double side, double degrees) {
        boolean agrees(Found other) {
            double ratio = side / other.side;
            return middle.distanceTo(other.middle) < 0.3 * Math.min(side, other.side) && ratio > 0.5 && ratio < 2;
        }
    }

    @Override
    public void close() {
        grey.close();
    }
}
