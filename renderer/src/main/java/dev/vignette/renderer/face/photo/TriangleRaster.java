package dev.vignette.renderer.face.photo;

/**
 * Draws textured triangles into packed pixels: a pixel belongs to the triangle that holds its centre, so that
 * neighbours leave neither gap nor overlap; texture coordinates run linearly, sampling is bilinear.
 */
final class TriangleRaster {
    private final Texture texture;
    private final int[] target;
    private final int width;
    private final int height;

    TriangleRaster(Texture texture, int[] target, int width, int height) {
        this.texture = texture;
        this.target = target;
        this.width = width;
        this.height = height;
    }

    /** Draws the triangle of three corners (in any order) with what the portrait has between their places at rest. */
    void draw(
            double x0,
            double y0,
            double x1,
            double y1,
            double x2,
            double y2,
            double restX0,
            double restY0,
            double restX1,
            double restY1,
            double restX2,
            double restY2) {
        double area = (x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0);
        if (Math.abs(area) < 1e-6) {
            return;
        }
        double s0 = Texture.toTexel(restX0);
        double t0 = Texture.toTexel(restY0);
        double s1 = Texture.toTexel(restX1) - s0;
        double t1 = Texture.toTexel(restY1) - t0;
        double s2 = Texture.toTexel(restX2) - s0;
        double t2 = Texture.toTexel(restY2) - t0;
        double dsdx = (s1 * (y2 - y0) - s2 * (y1 - y0)) / area;
        double dtdx = (t1 * (y2 - y0) - t2 * (y1 - y0)) / area;
        double dsdy = (s2 * (x1 - x0) - s1 * (x2 - x0)) / area;
        double dtdy = (t2 * (x1 - x0) - t1 * (x2 - x0)) / area;
        int first = Math.max(0, (int) Math.ceil(Math.min(y0, Math.min(y1, y2)) - 0.5));
        int last = Math.min(height - 1, (int) Math.ceil(Math.max(y0, Math.max(y1, y2)) - 0.5) - 1);
        for (int row = first; row <= last; row++) {
            double y = row + 0.5;
            double low = Double.POSITIVE_INFINITY;
            double high = Double.NEGATIVE_INFINITY;
            for (int edge = 0; edge < 3; edge++) {
                double crossing = switch (edge) {
                    case 0 -> crossing(x0, y0, x1, y1, y);
                    case 1 -> crossing(x1, y1, x2, y2, y);
                    default -> crossing(x2, y2, x0, y0, y);
                };
                if (!Double.isNaN(crossing)) {
                    low = Math.min(low, crossing);
                    high = Math.max(high, crossing);
                }
            }
            int from = Math.max(0, (int) Math.ceil(low - 0.5));
            int to = Math.min(width - 1, (int) Math.ceil(high - 0.5) - 1);
            if (from <= to) {
                double dx = from + 0.5 - x0;
                double dy = y - y0;
                span(
                        row * width + from,
                        to - from + 1,
                        s0 + dx * dsdx + dy * dsdy,
                        t0 + dx * dtdx + dy * dtdy,
                        dsdx,
                        dtdx);
            }
        }
    }

    /** Where the edge crosses the row, the same for both triangles that share it; NaN if it does not. */
    private static double crossing(double xa, double ya, double xb, double yb, double y) {
        if ((ya <= y) == (yb <= y)) {
            return Double.NaN;
        }
        return ya < yb ? xa + (xb - xa) * ((y - ya) / (yb - ya)) : xb + (xa - xb) * ((y - yb) / (ya - yb));
    }

    private void span(int index, int count, double s, double t, double ds, double dt) {
        int[] texels = texture.texels();
        int wide = texture.width();
        int lastColumn = wide - 2;
        int lastRow = texture.height() - 2;
        int fixedS = (int) Math.round(s);
        int fixedT = (int) Math.round(t);
        int stepS = (int) Math.round(ds);
        int stepT = (int) Math.round(dt);
        for (int end = index + count; index < end; index++, fixedS += stepS, fixedT += stepT) {
            int column = fixedS >> 16;
            int row = fixedT >> 16;
            int fx = (fixedS >> 8) & 255;
            int fy = (fixedT >> 8) & 255;
            if (column < 0 || column > lastColumn) {
                column = column < 0 ? 0 : lastColumn;
                fx = 0;
            }
            if (row < 0 || row > lastRow) {
                row = row < 0 ? 0 : lastRow;
                fy = 0;
            }
            int at = row * wide + column;
            target[index] = blend(texels[at], texels[at + 1], texels[at + wide], texels[at + wide + 1], fx, fy);
        }
    }

    private static int blend(int a, int b, int c, int d, int fx, int fy) {
        int wd = (fx * fy) >> 8;
        int wb = fx - wd;
        int wc = fy - wd;
        int wa = 256 - fx - fy + wd;
        int redBlue = (a & 0xff00ff) * wa + (b & 0xff00ff) * wb + (c & 0xff00ff) * wc + (d & 0xff00ff) * wd + 0x800080;
        int green = (a & 0x00ff00) * wa + (b & 0x00ff00) * wb + (c & 0x00ff00) * wc + (d & 0x00ff00) * wd + 0x8000;
        return ((redBlue >>> 8) & 0xff00ff) | ((green >>> 8) & 0x00ff00);
    }
}
