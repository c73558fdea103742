package dev.vignette.renderer.face.ditto.picture;

/** Scales a part of a picture without turning it; smaller pixels are means of all that they cover. Stateless. */
public final class AreaScaling {
    private AreaScaling() {}

    /** @param map from {@code source} to the result: a scale above 0 and a shift */
    public static RgbPicture scale(RgbPicture source, Affine map, int width, int height) {
        if (map.equals(Affine.IDENTITY) && width == source.width() && height == source.height()) {
            return source;
        }
        if (map.m00() >= 1) {
            return edged(source, map, width, height);
        }
        float[] rows = new float[3 * width * source.height()];
        Cover across = new Cover(map.m00(), map.m02(), width, source.width());
        for (int y = 0; y < source.height(); y++) {
            for (int x = 0; x < width; x++) {
                for (int c = 0; c < 3; c++) {
                    double sum = 0;
                    for (int i = across.first(x); i <= across.last(x); i++) {
                        sum += across.share(x, i) * source.at(i, y, c);
                    }
                    rows[3 * (y * width + x) + c] = (float) sum;
                }
            }
        }
        Cover down = new Cover(map.m11(), map.m12(), height, source.height());
        byte[] rgb = new byte[3 * width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < 3 * width; x++) {
                double sum = 0;
                for (int i = down.first(y); i <= down.last(y); i++) {
                    sum += down.share(y, i) * rows[3 * width * i + x];
                }
                rgb[3 * width * y + x] = (byte) Math.clamp(Math.round(sum), 0, 255);
            }
        }
        return new RgbPicture(width, height, rgb);
    }

    /** Enlarging, bilinear; beyond the edge is what lies at it. */
    private static RgbPicture edged(RgbPicture source, Affine map, int width, int height) {
        Affine back = map.inverse();
        byte[] rgb = new byte[3 * width * height];
        for (int y = 0, to = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double u = Math.clamp(back.x(x, y), 0, source.width() - 1);
                double v = Math.clamp(back.y(x, y), 0, source.height() - 1);
                int left = (int) u;
                int top = (int) v;
                int right = Math.min(left + 1, source.width() - 1);
                int bottom = Math.min(top + 1, source.height() - 1);
                double fx = u - left;
                double fy = v - top;
                for (int c = 0; c < 3; c++) {
                    double upper = source.at(left, top, c) * (1 - fx) + source.at(right, top, c) * fx;
                    double lower = source.at(left, bottom, c) * (1 - fx) + source.at(right, bottom, c) * fx;
                    rgb[to++] = (byte) Math.round(upper * (1 - fy) + lower * fy);
                }
            }
        }
        return new RgbPicture(width, height, rgb);
    }

    /** Which pixels of the source a pixel of the result covers, along one side. */
    private record Cover(double scale, double shift, int to, int from) {
        private double start(int i) {
            return Math.clamp((i - 0.5 - shift) / scale + 0.5, 0, from - 1e-6);
        }

        private double end(int i) {
            return Math.clamp((i + 0.5 - shift) / scale + 0.5, start(i) + 1e-6, from);
        }

        int first(int i) {
            return (int) start(i);
        }

        int last(int i) {
            return Math.min(from - 1, (int) Math.ceil(end(i)) - 1);
        }

        double share(int i, int pixel) {
            double common = Math.min(end(i), pixel + 1) - Math.max(start(i), pixel);
            return Math.max(0, common) / (end(i) - start(i));
        }
    }
}
