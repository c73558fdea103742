package dev.vignette.renderer.face.ditto.standin;

import com.google.protobuf.UnsafeByteOperations;
import dev.vignette.inference.ElementType;
import dev.vignette.inference.graph.GraphBuilder;
import dev.vignette.inference.graph.GraphWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The layers that the networks are made of, written into a graph with weights from a seed. Used by one thread. */
final class Layers extends GraphWriter {
    private final List<String> made = new ArrayList<>();
    private int reused = -1;
    private long state;

    Layers(GraphBuilder graph, long seed) {
        super(graph);
        state = seed * 0x9E3779B97F4A7C15L + 1;
    }

    /** Uniform weights whose outputs have about the spread of their {@code fan} inputs. */
    String weights(int fan, double gain, long... shape) {
        if (reused >= 0) {
            return made.get(reused++);
        }
        int size = 1;
        for (long side : shape) {
            size = Math.multiplyExact(size, Math.toIntExact(side));
        }
        float width = (float) (gain * Math.sqrt(3.0 / fan) / (1 << 30));
        ByteBuffer bytes = ByteBuffer.allocate(4 * size).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < size; i++) {
            // Marsaglia's xorshift: a third of a thousand million weights take a second.
            state ^= state << 13;
            state ^= state >>> 7;
            state ^= state << 17;
            bytes.putFloat(((int) state >> 1) * width);
        }
        String name = graph().constant(
                        graph().freshName("w"),
                        ElementType.FLOAT32,
                        UnsafeByteOperations.unsafeWrap(bytes.flip()),
                        shape);
        made.add(name);
        return name;
    }

    /** How many weights there are: where to begin again with {@link #reuse}. */
    int position() {
        return made.size();
    }

    /** From now on gives the weights made from {@code position} on once more, in the same order. */
    void reuse(int position) {
        reused = position;
    }

    /** From now on makes new weights. */
    void fresh() {
        reused = -1;
    }

    String constant(float[] values, long... shape) {
        return graph().floats(graph().freshName("c"), values, shape);
    }

    String filled(float value, int size) {
        float[] values = new float[size];
        Arrays.fill(values, value);
        return constant(values, size);
    }

    /** A convolution of the same size on all axes: padded to keep the size at stride 1, or laid side by side as patches. */
    String convolution(String x, int in, int out, int axes, int kernel, int stride, int groups) {
        long[] shape = new long[2 + axes];
        long[] strides = new long[axes];
        long[] pads = new long[2 * axes];
        shape[0] = out;
        shape[1] = in / groups;
        int fan = in / groups;
        for (int i = 0; i < axes; i++) {
            shape[2 + i] = kernel;
            strides[i] = stride;
            pads[i] = kernel == stride ? 0 : kernel / 2;
            pads[axes + i] = pads[i];
            fan *= kernel;
        }
        return graph().node("Conv")
                .inputs(x, weights(fan, 1, shape), filled(0, out))
                .with("strides", strides)
                .with("pads", pads)
                .with("group", groups)
                .output();
    }

    String conv2(String x, int in, int out, int kernel) {
        return convolution(x, in, out, 2, kernel, 1, 1);
    }

    String conv3(String x, int in, int out, int kernel) {
        return convolution(x, in, out, 3, kernel, 1, 1);
    }

    String batchNorm(String x, int channels) {
        return op(
                "BatchNormalization",
                x,
                filled(1, channels),
                filled(0, channels),
                filled(0, channels),
                filled(1, channels));
    }

    String relu(String x) {
        return op("Relu", x);
    }

    String leaky(String x, float slope) {
        return graph().node("LeakyRelu").inputs(x).with("alpha", slope).output();
    }

    /** Exact GELU, as exporters write it. */
    String gelu(String x) {
        String erf = op("Erf", op("Div", x, scalar((float) Math.sqrt(2))));
        return op("Mul", op("Mul", x, op("Add", erf, scalar(1))), scalar(0.5f));
    }

    String mish(String x) {
        return op("Mul", x, op("Tanh", op("Softplus", x)));
    }

    /** A layer over the last axis. */
    String linear(String x, int in, int out) {
        return linear(x, in, out, 1);
    }

    String linear(String x, int in, int out, double gain) {
        return op("Add", op("MatMul", x, weights(in, gain, in, out)), filled(0, out));
    }

    String layerNorm(String x, int width) {
        return graph().node("LayerNormalization")
                .inputs(x, filled(1, width), filled(0, width))
                .with("axis", -1)
                .output();
    }

    /** Means over blocks of {@code sides}. */
    String pool(String x, long... sides) {
        return graph().node("AveragePool")
                .inputs(x)
                .with("kernel_shape", sides)
                .with("strides", sides)
                .output();
    }

    /** Each value repeated, by whole factors for all axes. */
    String enlarge(String x, float... factors) {
        return graph().node("Resize")
                .inputs(x, "", constant(factors, factors.length))
                .with("mode", "nearest")
                .with("coordinate_transformation_mode", "asymmetric")
                .with("nearest_mode", "floor")
                .output();
    }

    String gridSample(String volume, String grid, String mode) {
        return graph().node("GridSample")
                .inputs(volume, grid)
                .with("mode", mode)
                .with("padding_mode", "zeros")
                .with("align_corners", 0)
                .output();
    }
}
