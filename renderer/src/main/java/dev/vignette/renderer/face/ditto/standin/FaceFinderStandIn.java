package dev.vignette.renderer.face.ditto.standin;

import java.util.Arrays;

/**
 * Detectors and landmark networks: a small convolutional body for the cost, and heads that say where a face most likely
 * is: about what is more red than blue, as skin is.
 */
final class FaceFinderStandIn {
    private static final double BODY_GAIN = 1e-4;
    private static final float NO_FACE = -60;
    /** Red minus blue, −2 to 2, below which there is no skin, and above which it is cloth. */
    private static final float PALE = 0.3f;

    private static final float GARISH = 0.85f;
    private static final int CELLS = 16;

    private FaceFinderStandIn() {}

    /** {@code bias + a little of the picture}, as {@code [1, bias.length]}. */
    static String landmarks(Layers layers, String image, float[] bias, Widths widths) {
        int first = widths.of(32);
        int second = widths.of(64);
        String x = layers.relu(layers.convolution(image, 3, first, 2, 3, 2, 1));
        x = layers.relu(layers.convolution(x, first, second, 2, 3, 2, 1));
        x = layers.relu(layers.convolution(x, second, second, 2, 3, 2, 1));
        x = layers.reshape(layers.op("GlobalAveragePool", x), 1, second);
        String made = layers.op("MatMul", x, layers.weights(second, BODY_GAIN, second, bias.length));
        return layers.op("Add", made, layers.constant(bias, 1, bias.length));
    }

    /**
     * BlazeFace's two outputs from a picture of 128 × 128, −1 to 1.
     *
     * @param x channels first
     */
    static void blazeFace(Layers layers, String x) {
        String logits = skin(layers, x, 8, 2);
        String cells = layers.reshape(logits, 1, CELLS * CELLS, 1);
        String none = layers.constant(filled(CELLS * CELLS), 1, CELLS * CELLS, 1);
        String fine = layers.reshape(layers.concat(2, cells, none), 1, 512, 1);
        String coarse = layers.constant(filled(384), 1, 384, 1);
        layers.graph().node("Concat").inputs(fine, coarse).with("axis", 1).outputs("classificators");
        float[] regressors = new float[896 * 16];
        for (int i = 0; i < 896; i++) {
            // Eyes, nose and mouth are below the middle of what is seen of the skin.
            float[] one = {0, 12, 58, 58, -12, 3, 12, 3, 0, 14, 0, 23, -24, 6, 24, 6};
            System.arraycopy(one, 0, regressors, 16 * i, 16);
        }
        String still = layers.op("Mul", layers.op("ReduceMean", x), layers.scalar(0));
        layers.graph()
                .node("Add")
                .inputs(layers.constant(regressors, 1, 896, 16), layers.reshape(still, 1, 1, 1))
                .outputs("regressors");
    }

    /** SCRFD's nine outputs from a picture of 512 × 512, −1 to 1, blue first: only the coarsest stride finds anything. */
    static void detector(Layers layers, String image, Widths widths) {
        String body = landmarks(layers, image, new float[1], widths);
        String nothing = layers.op("Mul", body, layers.scalar(0));
        int[] cells = {64, 32, 16};
        for (int level = 1; level <= 3; level++) {
            int count = 2 * cells[level - 1] * cells[level - 1];
            String none = layers.constant(new float[count], count, 1);
            if (level < 3) {
                layers.graph().node("Add").inputs(none, nothing).outputs("scores" + level);
            } else {
                // Boxes are all of one size: of those that are as sure, the one in the middle comes first.
                String nearer = layers.op("Mul", layers.constant(middle(), 1, 1, CELLS, CELLS), layers.scalar(0.01f));
                String surest = layers.op("Add", skin(layers, image, 32, -2), nearer);
                String logits = layers.reshape(surest, CELLS * CELLS, 1);
                String twice = layers.reshape(layers.concat(1, logits, logits), count, 1);
                layers.graph().node("Sigmoid").inputs(twice).outputs("scores" + level);
            }
            float[] boxes = new float[4 * count];
            Arrays.fill(boxes, 115f / (512f / cells[level - 1]));
            layers.graph()
                    .node("Add")
                    .inputs(layers.constant(boxes, count, 4), nothing)
                    .outputs("boxes" + level);
            layers.graph()
                    .node("Add")
                    .inputs(layers.constant(new float[10 * count], count, 10), nothing)
                    .outputs("kps" + level);
        }
    }

    /** Logits of {@code [1, 1, 16, 16]}: above zero where there is clearly more red than blue. */
    private static String skin(Layers layers, String image, int block, int redMinusBlueSign) {
        String small = layers.pool(image, block, block);
        float sign = Math.signum(redMinusBlueSign);
        String weights = layers.constant(new float[] {sign, 0, -sign}, 1, 3, 1, 1);
        String warmth = layers.op("Conv", small, weights);
        String skin = layers.op("Mul", layers.op("Sub", warmth, layers.scalar(PALE)), layers.scalar(20));
        String garish = layers.relu(layers.op("Sub", warmth, layers.scalar(GARISH)));
        String logits = layers.op("Sub", skin, layers.op("Mul", garish, layers.scalar(150)));
        String placed = layers.op("Add", logits, layers.constant(middle(), 1, 1, CELLS, CELLS));
        return layers.op("Clip", placed, layers.scalar(NO_FACE), layers.scalar(4));
    }

    /** Faces are in the middle of a portrait, a little above it. */
    private static float[] middle() {
        float[] weights = new float[CELLS * CELLS];
        for (int i = 0; i < weights.length; i++) {
            int row = i / CELLS;
            double x = (i % CELLS + 0.5) / CELLS - 0.5;
            double y = (row + 0.5) / CELLS - 0.4;
            weights[i] = (float) (-150 * (x * x + y * y));
        }
        return weights;
    }

    private static float[] filled(int size) {
        float[] values = new float[size];
        Arrays.fill(values, NO_FACE);
        return values;
    }
}
