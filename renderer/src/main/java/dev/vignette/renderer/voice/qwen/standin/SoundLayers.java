package dev.vignette.renderer.voice.qwen.standin;

import com.google.protobuf.UnsafeByteOperations;
import dev.vignette.inference.ElementType;
import dev.vignette.inference.graph.GraphBuilder;
import dev.vignette.inference.graph.GraphWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** The layers that codecs and speaker encoders are made of, with weights drawn by lot; x is [1, channels, time]. For one thread. */
final class SoundLayers extends GraphWriter {
    private final Lot lot;

    SoundLayers(GraphBuilder graph, long seed) {
        super(graph);
        lot = new Lot(seed);
    }

    String weights(double fan, double gain, long... shape) {
        int size = 1;
        for (long side : shape) {
            size = Math.multiplyExact(size, Math.toIntExact(side));
        }
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(size, 4)).order(ByteOrder.LITTLE_ENDIAN);
        double spread = gain / Math.sqrt(fan);
        for (int i = 0; i < size; i++) {
            bytes.putFloat((float) (spread * lot.next()));
        }
        return graph().constant(
                        graph().freshName("w"),
                        ElementType.FLOAT32,
                        UnsafeByteOperations.unsafeWrap(bytes.flip()),
                        shape);
    }

    String constant(float[] values, long... shape) {
        return graph().floats(graph().freshName("c"), values, shape);
    }

    String filled(double value, long... shape) {
        float[] values = new float[(int) Arrays.stream(shape).reduce(1, Math::multiplyExact)];
        Arrays.fill(values, (float) value);
        return constant(values, shape);
    }

    String mean(String x, long axis) {
        return graph().node("ReduceMean")
                .inputs(x)
                .with("axes", new long[] {axis})
                .output();
    }

    /** A convolution; {@code before} and {@code after} are zeros added in time. */
    String convolution(
            String x, int in, int out, int kernel, int stride, int dilation, int groups, int before, int after) {
        int each = in / groups;
        return graph().node("Conv")
                .inputs(x, weights((double) each * kernel, 1, out, each, kernel), filled(0, out))
                .with("kernel_shape", new long[] {kernel})
                .with("strides", new long[] {stride})
                .with("dilations", new long[] {dilation})
                .with("group", groups)
                .with("pads", new long[] {before, after})
                .output();
    }

    /** A convolution that looks back only. */
    String causal(String x, int in, int out, int kernel, int dilation) {
        return convolution(x, in, out, kernel, 1, dilation, 1, dilation * (kernel - 1), 0);
    }

    /** As many times as long, from the left only: what stands out on the right is cut off. */
    String longer(String x, int in, int out, int kernel, int stride) {
        return graph().node("ConvTranspose")
                .inputs(x, weights((double) in * kernel / stride, 1, in, out, kernel), filled(0, out))
                .with("kernel_shape", new long[] {kernel})
                .with("strides", new long[] {stride})
                .with("pads", new long[] {0, kernel - stride})
                .output();
    }

    /** x + sin²(x·eᵅ) / (eᵝ + 10⁻⁹) for each channel. */
    String snake(String x, int channels) {
        String alpha = op("Exp", filled(0, 1, channels, 1));
        String beta = op("Add", op("Exp", filled(0, 1, channels, 1)), scalar(1e-9));
        String sine = op("Sin", op("Mul", x, alpha));
        return op("Add", x, op("Div", op("Mul", sine, sine), beta));
    }

    /** Over the last axis. */
    String linear(String x, int in, int out, double gain) {
        return op("MatMul", x, weights(in, gain, in, out));
    }

    String gelu(String x) {
        String erf = op("Erf", op("Div", x, scalar(Math.sqrt(2))));
        return op("Mul", op("Mul", x, op("Add", erf, scalar(1))), scalar(0.5));
    }

    String rms(String x, int width) {
        String mean = mean(op("Mul", x, x), -1);
        return op("Mul", op("Div", x, op("Sqrt", op("Add", mean, scalar(1e-5)))), filled(1, width));
    }

    String layerNorm(String x, int width, float epsilon) {
        return graph().node("LayerNormalization")
                .inputs(x, filled(1, width), filled(0, width))
                .with("axis", -1)
                .with("epsilon", epsilon)
                .output();
    }

    /**
     * Layers of attention that look back only, at so many positions, with small steps: x is [1, time, width].
     *
     * @param gated whether the feed-forward part is SwiGLU, else two layers with GELU
     */
    String transformer(
            String x, int layers, int time, int width, int heads, int size, int inner, int window, boolean gated) {
        float[] mask = new float[time * time];
        for (int i = 0; i < time; i++) {
            for (int j = 0; j < time; j++) {
                mask[i * time + j] = j <= i && j > i - window ? 0 : -1e9f;
            }
        }
        String seen = constant(mask, time, time);
        String[] rotary = rotary(time, size);
        for (int i = 0; i < layers; i++) {
            String normed = gated ? rms(x, width) : layerNorm(x, width, 1e-5f);
            String q = turned(heads(linear(normed, width, heads * size, 1), time, heads, size), rotary, size);
            String k = turned(heads(linear(normed, width, heads * size, 1), time, heads, size), rotary, size);
            String v = heads(linear(normed, width, heads * size, 1), time, heads, size);
            String scores = op("Mul", op("MatMul", q, transpose(k, 0, 1, 3, 2)), scalar(1 / Math.sqrt(size)));
            String mixed = op("MatMul", softmax(op("Add", scores, seen), -1), v);
            String joined = reshape(transpose(mixed, 0, 2, 1, 3), 1, time, (long) heads * size);
            x = op("Add", x, op("Mul", linear(joined, heads * size, width, 1), filled(0.1, width)));
            String again = gated ? rms(x, width) : layerNorm(x, width, 1e-5f);
            String wide = linear(again, width, inner, 1);
            String on = gated
                    ? op("Mul", op("Mul", wide, op("Sigmoid", wide)), linear(again, width, inner, 1))
                    : gelu(wide);
            x = op("Add", x, op("Mul", linear(on, inner, width, 1), filled(0.1, width)));
        }
        return x;
    }

    private String heads(String x, int time, int heads, int size) {
        return transpose(reshape(x, 1, time, heads, size), 0, 2, 1, 3);
    }

    private String[] rotary(int time, int size) {
        float[] cosines = new float[time * size];
        float[] sines = new float[time * size];
        for (int t = 0; t < time; t++) {
            for (int i = 0; i < size; i++) {
                double angle = t * Math.pow(10_000, -2.0 * (i % (size / 2)) / size);
                cosines[t * size + i] = (float) Math.cos(angle);
                sines[t * size + i] = (float) Math.sin(angle);
            }
        }
        return new String[] {constant(cosines, time, size), constant(sines, time, size)};
    }

    private String turned(String x, String[] rotary, int size) {
        String rotated = concat(3, op("Neg", slice(x, 3, size / 2, size)), slice(x, 3, 0, size / 2));
        return op("Add", op("Mul", x, rotary[0]), op("Mul", rotated, rotary[1]));
    }
}
