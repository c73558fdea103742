package dev.vignette.renderer.face.ditto.source;

import dev.vignette.renderer.face.ditto.picture.Affine;
import dev.vignette.renderer.face.ditto.picture.AffineWarp;
import dev.vignette.renderer.face.ditto.picture.RgbPicture;

/**
 * A square about a face, turned so that the line from the eyes to the lips points down.
 *
 * @param toCrop from the picture to the crop, numbers of 32 bits
 * @param toPicture the way back, numbers of 32 bits
 * @param side of the crop, pixels
 * @param angle of the turn, radians
 */
record SimilarityCrop(
        Affine toCrop, Affine toPicture, int side, double centreX, double centreY, double size, double angle) {

    /**
     * How much is cut.
     *
     * @param side of the crop, pixels
     * @param factor how many times the face's extent
     * @param shift downwards, as a share of the size
     * @param turned whether the face is turned upright
     */
    record Rule(int side, double factor, double shift, boolean turned) {
        /** For finding the 203 points. */
        static final Rule LANDMARKS = new Rule(224, 1.5, -0.1, true);

        /** For the networks, unless the configuration says otherwise. */
        static final Rule RELEASED = new Rule(512, 2.3, -0.125, true);
    }

    /** @param points {@code x0, y0, x1, y1, …} in pixels of the picture */
    static SimilarityCrop of(float[] points, LandmarkSet set, Rule rule) {
        float[] eyes = set.eyes(points);
        float[] lips = set.lips(points);
        double downX = lips[0] - eyes[0];
        double downY = lips[1] - eyes[1];
        double length = Math.hypot(downX, downY);
        downX = length <= 1e-3 ? 0 : downX / length;
        downY = length <= 1e-3 ? 1 : downY / length;
        double acrossX = downY;
        double acrossY = -downX;
        double angle = Math.acos(Math.clamp(acrossX, -1, 1));
        angle = acrossY < 0 ? -angle : angle;

        Extent extent = Extent.of(points, acrossX, acrossY, downX, downY);
        double size = Math.max(extent.width(), extent.height()) * rule.factor;
        double x = extent.x(acrossX, downX) + downX * rule.shift * size;
        double y = extent.y(acrossY, downY) + downY * rule.shift * size;
        double scale = rule.side / size;
        double half = rule.side / 2.0;
        double cos = rule.turned ? Math.cos(angle) : 1;
        double sin = rule.turned ? Math.sin(angle) : 0;
        Affine toCrop = new Affine(
                        scale * cos,
                        scale * sin,
                        half - scale * (cos * x + sin * y),
                        -scale * sin,
                        scale * cos,
                        half - scale * (-sin * x + cos * y))
                .rounded();
        return new SimilarityCrop(toCrop, toCrop.inverse().rounded(), rule.side, x, y, size, angle);
    }

    RgbPicture cut(RgbPicture picture) {
        return AffineWarp.warp(picture, toCrop, side, side);
    }

    /** The landmarks' bounding box in the face's own directions, about the landmarks' mean. */
    private record Extent(double meanX, double meanY, double left, double right, double top, double bottom) {

        static Extent of(float[] points, double acrossX, double acrossY, double downX, double downY) {
            double meanX = 0;
            double meanY = 0;
            int count = points.length / 2;
            for (int i = 0; i < count; i++) {
                meanX += points[2 * i] / (double) count;
                meanY += points[2 * i + 1] / (double) count;
            }
            double left = Double.MAX_VALUE;
            double right = -Double.MAX_VALUE;
            double top = Double.MAX_VALUE;
            double bottom = -Double.MAX_VALUE;
            for (int i = 0; i < count; i++) {
                double dx = points[2 * i] - meanX;
                double dy = points[2 * i + 1] - meanY;
                double across = dx * acrossX + dy * acrossY;
                double down = dx * downX + dy * downY;
                left = Math.min(left, across);
                right = Math.max(right, across);
                top = Math.min(top, down);
                bottom = Math.max(bottom, down);
            }
            return new Extent(meanX, meanY, left, right, top, bottom);
        }

        double width() {
            return right - left;
        }

        double height() {
            return bottom - top;
        }

        double x(double acrossX, double downX) {
            return meanX + acrossX * (left + right) / 2 + downX * (top + bottom) / 2;
        }

        double y(double acrossY, double downY) {
            return meanY + acrossY * (left + right) / 2 + downY * (top + bottom) / 2;
        }
    }
}
