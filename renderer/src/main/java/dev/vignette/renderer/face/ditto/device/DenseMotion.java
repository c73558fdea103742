package dev.vignette.renderer.face.ditto.device;

/**
 * The kernels of {@code motion.cu} in plain Java, one frame at a time: what they are tested against, and what a machine without an
 * NVIDIA GPU can check the cut network with. Stateless.
 */
public final class DenseMotion {
    private static final int DEPTH = WarpParts.DEPTH;
    private static final int SIDE = WarpParts.SIDE;
    private static final int PLANE = SIDE * SIDE;
    private static final int FLOWS = WarpParts.FLOWS;
    private static final int CHANNELS = WarpParts.CHANNELS;

    /** Half of one over the variance of a heat map, 0.01. */
    private static final float SHARPNESS = -50;

    private DenseMotion() {}

    /** Eight cells around a place and how much of each is there; of cells outside nothing is. */
    private static final class Taps {
        private final int[] offset = new int[8];
        private final float[] weight = new float[8];

        void at(float x, float y, float z) {
            float cx = Math.clamp(cell(x, SIDE), -2, SIDE + 1);
            float cy = Math.clamp(cell(y, SIDE), -2, SIDE + 1);
            float cz = Math.clamp(cell(z, DEPTH), -2, DEPTH + 1);
            int ix = (int) Math.floor(cx);
            int iy = (int) Math.floor(cy);
            int iz = (int) Math.floor(cz);
            for (int i = 0; i < 8; i++) {
                int tx = ix + (i & 1);
                int ty = iy + (i >> 1 & 1);
                int tz = iz + (i >> 2);
                boolean inside = tx >= 0 && tx < SIDE && ty >= 0 && ty < SIDE && tz >= 0 && tz < DEPTH;
                offset[i] = inside ? (tz * SIDE + ty) * SIDE + tx : 0;
                weight[i] = inside ? share(cx - ix, tx - ix) * share(cy - iy, ty - iy) * share(cz - iz, tz - iz) : 0;
            }
        }

        private static float share(float right, int step) {
            return step == 0 ? 1 - right : right;
        }

        float of(float[] volume, int channel) {
            float sum = 0;
            for (int i = 0; i < 8; i++) {
                sum += volume[channel * DEPTH * PLANE + offset[i]] * weight[i];
            }
            return sum;
        }
    }

    /** Where a place lies among cells whose faces, not middles, are at −1 and 1. */
    private static float cell(float at, int size) {
        return ((at + 1) * size - 1) * 0.5f;
    }

    /** Where a cell lies, −1 to 1 from the first to the last. */
    private static float place(int index, int size) {
        return 2f * index / (size - 1) - 1;
    }

    /**
     * Heat maps, and the compressed volume sampled along the flow of every key point.
     *
     * @param compressed {@code [channels, 16, 64, 64]}
     * @param from 63 numbers, the source's key points
     * @param to 63 numbers, where they go
     * @return {@code [16, 64, 64, 22·(1 + channels)]}, rows filled up to a multiple of eight with zeros
     */
    public static float[] sparse(float[] compressed, int channels, float[] from, float[] to) {
        int row = ChannelsLast.row(FLOWS * (1 + channels));
        float[] volume = new float[DEPTH * PLANE * row];
        Taps taps = new Taps();
        for (int voxel = 0; voxel < DEPTH * PLANE; voxel++) {
            float px = place(voxel % SIDE, SIDE);
            float py = place(voxel / SIDE % SIDE, SIDE);
            float pz = place(voxel / PLANE, DEPTH);
            int at = voxel * row;
            for (int flow = 0; flow < FLOWS; flow++) {
                float x = px;
                float y = py;
                float z = pz;
                if (flow > 0) {
                    int i = 3 * (flow - 1);
                    volume[at] = heat(px - to[i], py - to[i + 1], pz - to[i + 2])
                            - heat(px - from[i], py - from[i + 1], pz - from[i + 2]);
                    x += from[i] - to[i];
                    y += from[i + 1] - to[i + 1];
                    z += from[i + 2] - to[i + 2];
                }
                at++;
                taps.at(x, y, z);
                for (int c = 0; c < channels; c++) {
                    volume[at++] = taps.of(compressed, c);
                }
            }
        }
        return volume;
    }

    private static float heat(float x, float y, float z) {
        return (float) Math.exp((x * x + y * y + z * z) * SHARPNESS);
    }

    /**
     * Flows weighted by the mask, and the volume sampled along their sum.
     *
     * @param mask {@code [16, 64, 64, taps·22]}, rows filled up to a multiple of eight, logits to be added up over the neighbouring layers
     * @param bias added to the 22 logits
     * @param feature {@code [32, 16, 64, 64]}
     * @return {@code [512, 64, 64]}
     */
    public static float[] deform(float[] mask, int taps, float[] bias, float[] feature, float[] from, float[] to) {
        float[] sampled = new float[CHANNELS * DEPTH * PLANE];
        float[] logits = new float[FLOWS];
        float[] deformation = new float[3];
        Taps place = new Taps();
        for (int voxel = 0; voxel < DEPTH * PLANE; voxel++) {
            int layer = voxel / PLANE;
            int pixel = voxel % PLANE;
            logits(mask, taps, bias, layer, pixel, logits);
            deformation(logits, from, to, deformation);
            place.at(
                    place(pixel % SIDE, SIDE) + deformation[0],
                    place(pixel / SIDE, SIDE) + deformation[1],
                    place(layer, DEPTH) + deformation[2]);
            for (int c = 0; c < CHANNELS; c++) {
                sampled[(c * DEPTH + layer) * PLANE + pixel] = place.of(feature, c);
            }
        }
        return sampled;
    }

    private static void logits(float[] mask, int taps, float[] bias, int layer, int pixel, float[] logits) {
        System.arraycopy(bias, 0, logits, 0, FLOWS);
        int row = ChannelsLast.row(taps * FLOWS);
        for (int tap = 0; tap < taps; tap++) {
            int from = layer + tap - taps / 2;
            if (from >= 0 && from < DEPTH) {
                int at = (from * PLANE + pixel) * row + tap * FLOWS;
                for (int k = 0; k < FLOWS; k++) {
                    logits[k] += mask[at + k];
                }
            }
        }
    }

    /** The softmax of the logits weighs the ways of the key points; the first flow stays where it is. */
    private static void deformation(float[] logits, float[] from, float[] to, float[] sum) {
        float most = Float.NEGATIVE_INFINITY;
        for (float logit : logits) {
            most = Math.max(most, logit);
        }
        float total = (float) Math.exp(logits[0] - most);
        float x = 0;
        float y = 0;
        float z = 0;
        for (int k = 1; k < FLOWS; k++) {
            float weight = (float) Math.exp(logits[k] - most);
            int i = 3 * (k - 1);
            total += weight;
            x += weight * (from[i] - to[i]);
            y += weight * (from[i + 1] - to[i + 1]);
            z += weight * (from[i + 2] - to[i + 2]);
        }
        sum[0] = x / total;
        sum[1] = y / total;
        sum[2] = z / total;
    }
}
