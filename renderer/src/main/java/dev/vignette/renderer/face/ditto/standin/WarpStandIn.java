package dev.vignette.renderer.face.ditto.standin;

/**
 * The warp network: dense motion from key points, then the appearance volume sampled along it. Batch sizes are written into
 * its constants, as exporters do.
 */
final class WarpStandIn {
    private static final int DEPTH = 16;
    private static final int SIDE = 64;
    private static final int POINTS = 21;
    private static final int FLOWS = POINTS + 1;
    private static final int NARROW = 2;
    private static final int[] DOWN = {64, 128, 256, 512, 1024};
    private static final int[] UP = {512, 256, 128, 64, 32};

    private WarpStandIn() {}

    static void write(Layers layers, Widths widths) {
        int compressed = widths.full() ? 4 : 1;
        String volume = layers.relu(layers.batchNorm(layers.conv3("feature_3d", 32, compressed, 1), compressed));
        String grid = layers.constant(grid(), 1, 1, DEPTH, SIDE, SIDE, 3);
        String flows = flows(layers, grid);
        String sampled = sampled(layers, volume, flows, compressed);
        String joined = layers.concat(2, heatMaps(layers, grid), sampled);
        int channels = FLOWS * (1 + compressed);
        String x = layers.reshape(joined, 1, channels, DEPTH, SIDE, SIDE);
        if (!widths.full()) {
            // A volume's convolution costs by its channels, whatever comes after.
            x = layers.conv3(x, channels, NARROW, 1);
            channels = NARROW;
        }
        int out = widths.full() ? channels + 32 : 4;
        x = hourglass(layers, x, channels, out, widths);
        String mask = layers.softmax(layers.conv3(x, out, FLOWS, widths.kernel(7)), 1);
        String deformation = deformation(layers, flows, mask);
        String flat = layers.reshape(x, 1, (long) out * DEPTH, SIDE, SIDE);
        String occlusion = layers.op("Sigmoid", layers.conv2(flat, out * DEPTH, 1, 7));
        String warped = layers.gridSample("feature_3d", deformation, "bilinear");
        int width = widths.of(256);
        String y = layers.conv2(layers.reshape(warped, 1, 512, SIDE, SIDE), 512, width, 3);
        y = layers.conv2(layers.leaky(layers.batchNorm(y, width), 0.01f), width, 256, 1);
        layers.graph().node("Mul").inputs(y, occlusion).outputs("out");
    }

    /** x, y, z of every cell, −1 to 1 from the first to the last. */
    static float[] grid() {
        float[] grid = new float[DEPTH * SIDE * SIDE * 3];
        for (int i = 0; i < grid.length / 3; i++) {
            int column = i % SIDE;
            int row = i / SIDE % SIDE;
            int layer = i / SIDE / SIDE;
            grid[3 * i] = 2f * column / (SIDE - 1) - 1;
            grid[3 * i + 1] = 2f * row / (SIDE - 1) - 1;
            grid[3 * i + 2] = 2f * layer / (DEPTH - 1) - 1;
        }
        return grid;
    }

    /** The grid moved by each key point's way, and once not at all: {@code [1, 22, 16, 64, 64, 3]}. */
    private static String flows(Layers layers, String grid) {
        String way = layers.op("Sub", "kp_source", "kp_driving");
        String spread = layers.op("Expand", grid, layers.ints(1, POINTS, DEPTH, SIDE, SIDE, 3));
        String moved = layers.op("Add", spread, layers.reshape(way, 1, POINTS, 1, 1, 1, 3));
        String still = layers.op("Expand", grid, layers.ints(1, 1, DEPTH, SIDE, SIDE, 3));
        return layers.concat(1, still, moved);
    }

    private static String sampled(Layers layers, String volume, String flows, int channels) {
        String one = layers.op("Unsqueeze", volume, layers.ints(1));
        String many = layers.op("Tile", one, layers.ints(1, FLOWS, 1, 1, 1, 1));
        String volumes = layers.reshape(many, FLOWS, channels, DEPTH, SIDE, SIDE);
        String grids = layers.reshape(flows, FLOWS, DEPTH, SIDE, SIDE, 3);
        String sampled = layers.gridSample(volumes, grids, "bilinear");
        return layers.reshape(sampled, 1, FLOWS, channels, DEPTH, SIDE, SIDE);
    }

    private static String heatMaps(Layers layers, String grid) {
        String maps = layers.op("Sub", gaussian(layers, grid, "kp_driving"), gaussian(layers, grid, "kp_source"));
        String none = layers.op("ConstantOfShape", layers.ints(1, 1, DEPTH, SIDE, SIDE));
        return layers.op("Unsqueeze", layers.concat(1, none, maps), layers.ints(2));
    }

    /** {@code exp(−|p − kp|² / (2 · 0.01))} about every key point: {@code [1, 21, 16, 64, 64]}. */
    static String gaussian(Layers layers, String grid, String points) {
        String spread = layers.op("Expand", grid, layers.ints(1, POINTS, DEPTH, SIDE, SIDE, 3));
        String away = layers.op("Sub", spread, layers.reshape(points, 1, POINTS, 1, 1, 1, 3));
        String square = layers.sum(layers.op("Mul", away, away), -1);
        return layers.op("Exp", layers.op("Mul", square, layers.scalar(-0.5f / 0.01f)));
    }

    private static String hourglass(Layers layers, String input, int channels, int out, Widths widths) {
        String[] levels = new String[DOWN.length];
        int[] sizes = new int[DOWN.length];
        String x = input;
        int width = channels;
        for (int i = 0; i < DOWN.length; i++) {
            levels[i] = x;
            sizes[i] = width;
            int next = widths.of(DOWN[i]);
            x = layers.pool(normed(layers, layers.conv3(x, width, next, 3), next), 1, 2, 2);
            width = next;
        }
        for (int i = 0; i < UP.length; i++) {
            int next = widths.of(UP[i]);
            x = normed(layers, layers.conv3(layers.enlarge(x, 1, 1, 1, 2, 2), width, next, 3), next);
            int level = DOWN.length - 1 - i;
            x = layers.concat(1, x, levels[level]);
            width = next + sizes[level];
        }
        return normed(layers, layers.conv3(x, width, out, 3), out);
    }

    private static String normed(Layers layers, String x, int channels) {
        return layers.relu(layers.batchNorm(x, channels));
    }

    /** Flows weighted by the mask: {@code [1, 16, 64, 64, 3]}. */
    private static String deformation(Layers layers, String flows, String mask) {
        String turned = layers.transpose(flows, 0, 1, 5, 2, 3, 4);
        String weights = layers.op("Unsqueeze", mask, layers.ints(2));
        return layers.transpose(layers.sum(layers.op("Mul", turned, weights), 1), 0, 2, 3, 4, 1);
    }
}
