package dev.vignette.renderer.face.ditto.standin;

/** The stitching network: a perceptron of 126 → 128 → 128 → 64 → 65 that corrects the driven key points a little. */
final class StitchStandIn {
    private StitchStandIn() {}

    /** @param gain of the last layer; 0 leaves the key points as they are */
    static void write(Layers layers, double gain) {
        String both = layers.concat(1, layers.reshape("kp_source", 1, 63), layers.reshape("kp_driving", 1, 63));
        String x = layers.relu(layers.linear(both, 126, 128));
        x = layers.relu(layers.linear(x, 128, 128));
        x = layers.relu(layers.linear(x, 128, 64));
        x = layers.linear(x, 64, 65, gain);
        String points = layers.reshape(layers.slice(x, 1, 0, 63), 1, 21, 3);
        String shift = layers.reshape(layers.slice(x, 1, 63, 65), 1, 1, 2);
        String moved = layers.op("Add", "kp_driving", points);
        String across = layers.op("Add", layers.slice(moved, 2, 0, 2), shift);
        layers.graph()
                .node("Concat")
                .inputs(across, layers.slice(moved, 2, 2, 3))
                .with("axis", 2)
                .outputs("out");
    }
}
