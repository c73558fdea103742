package dev.vignette.renderer.face.ditto.standin;

/**
 * Networks whose weights are constructed so that a film is visibly right: the volume carries the picture, the warp moves it
 * with the key points, the decoder shows it, and the motion opens the mouth with the loudness of the speech. Nothing in
 * them is learned.
 */
final class Puppet {
    /** Numbers that carry the picture: 3 colours × 4 × 4 pixels. */
    private static final int PICTURE = 48;

    private static final int SIDE = 256;
    private static final int CELLS = 64;
    private static final float REACH = 0.1f;
    /** How firmly what is far from all key points stays where it is. */
    private static final float REST = 0.25f;

    private static final int UPPER_LIP = 14;
    private static final int LOWER_LIP = 17;
    private static final int SWAY = 201;

    private Puppet() {}

    static void appearance(Layers layers) {
        String packed = layers.graph()
                .node("SpaceToDepth")
                .inputs("image")
                .with("blocksize", 4)
                .output();
        String wide = layers.op("Pad", packed, layers.ints(0, 0, 0, 0, 0, 512 - PICTURE, 0, 0));
        layers.graph().rename(layers.reshape(wide, 1, 32, 16, CELLS, CELLS), "pred");
    }

    private static String picture(Layers layers, String channels) {
        String packed = layers.slice(channels, 1, 0, PICTURE);
        return layers.graph()
                .node("DepthToSpace")
                .inputs(packed)
                .with("blocksize", 4)
                .with("mode", "DCR")
                .output();
    }

    static void warp(Layers layers) {
        String picture = picture(layers, layers.reshape("feature_3d", 1, 512, CELLS, CELLS));
        String coarse = layers.concat(1, flow(layers), mouth(layers, layers.constant(grid(CELLS), 1, CELLS, CELLS, 2)));
        String fine = layers.graph()
                .node("Resize")
                .inputs(coarse, "", layers.constant(new float[] {1, 1, 4, 4}, 4))
                .with("mode", "linear")
                .output();
        String dark = layers.slice(fine, 1, 2, 3);
        String flow = layers.transpose(layers.slice(fine, 1, 0, 2), 0, 2, 3, 1);
        String moved = layers.op("Add", layers.constant(grid(SIDE), 1, SIDE, SIDE, 2), flow);
        String warped = layers.graph()
                .node("GridSample")
                .inputs(picture, moved)
                .with("mode", "bilinear")
                .with("padding_mode", "border")
                .with("align_corners", 0)
                .output();
        String colour = layers.constant(new float[] {0.22f, 0.06f, 0.07f}, 1, 3, 1, 1);
        String change = layers.op("Mul", layers.op("Sub", colour, warped), dark);
        String seen = layers.op("Add", warped, change);
        String packed = layers.graph()
                .node("SpaceToDepth")
                .inputs(seen)
                .with("blocksize", 4)
                .output();
        layers.graph()
                .node("Pad")
                .inputs(packed, layers.ints(0, 0, 0, 0, 0, 256 - PICTURE, 0, 0))
                .outputs("out");
    }

    /** x and y of the cells' middles, −1 to 1 from edge to edge. */
    private static float[] grid(int side) {
        float[] grid = new float[side * side * 2];
        for (int i = 0; i < side * side; i++) {
            int column = i % side;
            int row = i / side;
            grid[2 * i] = (2f * column + 1) / side - 1;
            grid[2 * i + 1] = (2f * row + 1) / side - 1;
        }
        return grid;
    }

    /** How far from a place its content comes: {@code [1, 2, 64, 64]}. */
    private static String flow(Layers layers) {
        String driving = layers.reshape(layers.slice("kp_driving", 2, 0, 2), 1, 21, 1, 1, 2);
        String source = layers.reshape(layers.slice("kp_source", 2, 0, 2), 1, 21, 1, 1, 2);
        String away = layers.op("Sub", layers.constant(grid(CELLS), 1, 1, CELLS, CELLS, 2), driving);
        String square = layers.graph()
                .node("ReduceSum")
                .inputs(layers.op("Mul", away, away), layers.ints(-1))
                .with("keepdims", 1)
                .output();
        String weight = layers.op("Exp", layers.op("Mul", square, layers.scalar(-0.5f / (REACH * REACH))));
        String way = layers.sum(layers.op("Mul", weight, layers.op("Sub", source, driving)), 1);
        String total = layers.op("Add", layers.sum(weight, 1), layers.scalar(REST));
        return layers.transpose(layers.op("Div", way, total), 0, 3, 1, 2);
    }

    /** How much of the mouth's inside is seen at a place: {@code [1, 1, 64, 64]}. */
    private static String mouth(Layers layers, String grid) {
        String upper = layers.slice("kp_driving", 1, UPPER_LIP, UPPER_LIP + 1);
        String lower = layers.slice("kp_driving", 1, LOWER_LIP, LOWER_LIP + 1);
        String gap = layers.op("Sub", layers.slice(lower, 2, 1, 2), layers.slice(upper, 2, 1, 2));
        String closed = layers.op(
                "Sub",
                layers.slice(layers.slice("kp_source", 1, LOWER_LIP, LOWER_LIP + 1), 2, 1, 2),
                layers.slice(layers.slice("kp_source", 1, UPPER_LIP, UPPER_LIP + 1), 2, 1, 2));
        String opening = layers.op("Clip", layers.op("Sub", gap, closed), layers.scalar(0), layers.scalar(0.3f));
        String high = layers.op("Add", layers.op("Mul", opening, layers.scalar(0.3f)), layers.scalar(0.004f));
        String wide = layers.op("Add", layers.op("Mul", high, layers.scalar(0)), layers.scalar(0.075f));
        String size = layers.reshape(layers.concat(2, wide, high), 1, 1, 1, 2);
        String middle = layers.op("Mul", layers.op("Add", upper, lower), layers.scalar(0.5f));
        String centre = layers.reshape(layers.slice(middle, 2, 0, 2), 1, 1, 1, 2);
        String away = layers.op("Div", layers.op("Sub", grid, centre), size);
        String square = layers.sum(layers.op("Mul", away, away), -1);
        String shape = layers.op("Exp", layers.op("Mul", layers.op("Mul", square, square), layers.scalar(-0.5f)));
        String strength =
                layers.op("Clip", layers.op("Mul", opening, layers.scalar(30)), layers.scalar(0), layers.scalar(0.95f));
        String seen = layers.op("Mul", shape, layers.reshape(strength, 1, 1, 1));
        return layers.op("Unsqueeze", seen, layers.ints(1));
    }

    static void decoder(Layers layers) {
        String large = layers.graph()
                .node("Resize")
                .inputs(picture(layers, "feature"), "", layers.constant(new float[] {1, 1, 2, 2}, 4))
                .with("mode", "linear")
                .output();
        layers.graph()
                .node("Clip")
                .inputs(large, layers.scalar(0), layers.scalar(1))
                .outputs("output");
    }

    /** The first number of a row is the loudness of its 25 ms; the others are 0. */
    static void hubert(Layers layers) {
        String level = layers.graph()
                .node("AveragePool")
                .inputs(layers.op("Unsqueeze", layers.op("Abs", "input_values"), layers.ints(1)))
                .with("kernel_shape", new long[] {400})
                .with("strides", new long[] {320})
                .output();
        float[] first = new float[1024];
        first[0] = 1;
        layers.graph()
                .node("MatMul")
                .inputs(layers.reshape(level, -1, 1), layers.constant(first, 1, 1024))
                .outputs("encoding_out");
    }

    static void lmdm(Layers layers) {
        String level = layers.slice("cond", 2, 0, 1);
        String loud = layers.op("Clip", layers.op("Mul", level, layers.scalar(9)), layers.scalar(0), layers.scalar(1));
        String speech = layers.op("MatMul", loud, layers.constant(opening(), 1, 265));
        String noise = layers.transpose(layers.slice("x", 2, SWAY, SWAY + 1), 0, 2, 1);
        String slow = layers.graph()
                .node("AveragePool")
                .inputs(noise)
                .with("kernel_shape", new long[] {25})
                .with("pads", new long[] {12, 12})
                .with("count_include_pad", 1)
                .output();
        String sway = layers.op("MatMul", layers.transpose(slow, 0, 2, 1), layers.constant(sway(), 1, 265));
        String still = layers.op("Mul", "cond_frame", layers.scalar(0));
        String rest =
                layers.op("Add", layers.constant(rest(), 1, 1, 265), layers.op("Unsqueeze", still, layers.ints(1)));
        layers.graph().node("Add").inputs(layers.op("Add", speech, sway), rest).outputs("x_start");
        LmdmStandIn.noise(layers);
    }

    private static float[] rest() {
        float[] vector = new float[265];
        for (int angle = 0; angle < 3; angle++) {
            System.arraycopy(RestingFace.angle(0), 0, vector, 1 + 66 * angle, 66);
        }
        return vector;
    }

    /** What full loudness adds to a motion: lips, jaw side of them most. */
    private static float[] opening() {
        float[] vector = new float[265];
        int exp = 202;
        vector[exp + 3 * UPPER_LIP + 1] = -0.02f;
        vector[exp + 3 * LOWER_LIP + 1] = 0.12f;
        vector[exp + 3 * 19 + 1] = 0.1f;
        vector[exp + 3 * 20 + 1] = 0.1f;
        vector[exp + 3 * 6] = 0.012f;
        vector[exp + 3 * 12] = -0.012f;
        return vector;
    }

    private static float[] sway() {
        float[] vector = new float[265];
        float[] strength = {0.25f, 0.45f, 0.2f};
        for (int angle = 0; angle < 3; angle++) {
            for (int bin = 0; bin < 66; bin++) {
                // A slope on the logits of a Gaussian moves its mean.
                vector[1 + 66 * angle + bin] = strength[angle] * (bin - 32.5f);
            }
        }
        vector[199] = 0.02f;
        return vector;
    }

    /** 15 × 63: lids that close and open again. */
    static float[] blink() {
        float[] rows = new float[15 * 63];
        for (int i = 0; i < 15; i++) {
            float closed = (float) Math.sin(Math.PI * i / 14);
            for (int lid : new int[] {11, 15}) {
                rows[63 * i + 3 * lid + 1] = 0.14f * closed;
            }
            for (int lid : new int[] {13, 16}) {
                rows[63 * i + 3 * lid + 1] = -0.02f * closed;
            }
        }
        return rows;
    }
}
