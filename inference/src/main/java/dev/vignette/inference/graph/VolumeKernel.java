package dev.vignette.inference.graph;

/** The weights {@code [out, in, depth, height, width]} of a convolution of volumes. */
@SuppressWarnings("ArrayRecordComponent") // On its way into a graph, never compared.
record VolumeKernel(float[] weights, int out, int in, int depth, int height, int width) {
    /** {@code [out, depth·in, height, width]}. */
    float[] beside() {
        return ordered(true);
    }

    /** {@code [depth·out, in, height, width]}. */
    float[] after() {
        return ordered(false);
    }

    private float[] ordered(boolean beside) {
        int plane = height * width;
        float[] to = new float[weights.length];
        for (int o = 0; o < out; o++) {
            for (int i = 0; i < in; i++) {
                for (int d = 0; d < depth; d++) {
                    int at = beside ? (o * depth + d) * in + i : (d * out + o) * in + i;
                    System.arraycopy(weights, ((o * in + i) * depth + d) * plane, to, at * plane, plane);
                }
            }
        }
        return to;
    }
}
