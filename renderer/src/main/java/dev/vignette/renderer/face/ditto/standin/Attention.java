package dev.vignette.renderer.face.ditto.standin;

/** Attention with several heads (Vaswani et al. 2017) over {@code [1, time, width]}. */
final class Attention {
    private Attention() {}

    static String write(Layers layers, String query, String key, String value, int width, int heads) {
        int size = width / heads;
        String q = heads(layers, layers.linear(query, width, width), heads, size, 0, 2, 1, 3);
        String k = heads(layers, layers.linear(key, width, width), heads, size, 0, 2, 3, 1);
        String v = heads(layers, layers.linear(value, width, width), heads, size, 0, 2, 1, 3);
        String scores = layers.op("Mul", layers.op("MatMul", q, k), layers.scalar((float) (1 / Math.sqrt(size))));
        String mixed = layers.op("MatMul", layers.softmax(scores, -1), v);
        return layers.linear(layers.reshape(layers.transpose(mixed, 0, 2, 1, 3), 0, -1, width), width, width);
    }

    private static String heads(Layers layers, String x, int heads, int size, long... order) {
        return layers.transpose(layers.reshape(x, 0, -1, heads, size), order);
    }
}
