package dev.vignette.renderer.voice.qwen.graph;

import ai.onnx.proto.OnnxMl.TensorProto;

/** Draws a code inside a graph. Stateless. */
final class DrawnCode {
    /** A code is drawn from so many of the likeliest. */
    static final int LIKELIEST = 50;

    private DrawnCode() {}

    /**
     * The first of the likeliest, in falling order, up to which the shares add up to more than the uniform number; [1].
     *
     * @param logits [1, codes] in single precision
     * @param uniform [1, 1] in [0, 1)
     * @param sharpness one over the temperature, [1]
     */
    static String of(Steps steps, String logits, int codes, String uniform, String sharpness) {
        int count = Math.min(LIKELIEST, codes);
        String best = steps.graph().freshName("best");
        String which = steps.graph().freshName("which");
        steps.graph()
                .node("TopK")
                .inputs(logits, steps.ints(count))
                .with("axis", 1)
                .outputs(best, which);
        String shares = steps.softmax(steps.op("Mul", best, sharpness));
        String sums = steps.op("MatMul", shares, triangle(steps, count));
        String passed = steps.cast(steps.op("LessOrEqual", sums, uniform), TensorProto.DataType.FLOAT);
        String index = steps.op("ReduceSum", passed, steps.ints(1));
        String within = steps.cast(steps.op("Min", index, steps.scalar(count - 1f)), TensorProto.DataType.INT64);
        String code = steps.graph()
                .node("GatherElements")
                .inputs(which, within)
                .with("axis", 1)
                .output();
        return steps.reshape(code, 1);
    }

    private static String triangle(Steps steps, int count) {
        float[] values = new float[count * count];
        for (int i = 0; i < count; i++) {
            for (int j = i; j < count; j++) {
                values[i * count + j] = 1;
            }
        }
        return steps.floats(values, count, count);
    }
}
