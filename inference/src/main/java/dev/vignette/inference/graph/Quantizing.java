package dev.vignette.inference.graph;

import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.vignette.inference.ElementType;
import dev.vignette.inference.InferenceException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Convolutions computed with numbers of eight bits: pairs of {@code QuantizeLinear} and {@code DequantizeLinear} before what they take, which
 * engines that can move into the convolution and others compute as they stand. Zero stays zero, for engines know nothing else and
 * because convolutions are padded with it.
 */
final class Quantizing {
    /** Of the largest weight of a channel: cutting it off makes the steps for all others finer. */
    private static final float[] SHARES = {1, 0.97f, 0.94f, 0.91f, 0.88f, 0.85f, 0.82f, 0.79f, 0.76f};

    private final Rewriting graph;
    private final EightBit type;
    private final String zero;
    private final Map<String, String> written = new HashMap<>();

    private Quantizing(Rewriting graph, EightBit type) {
        this.graph = graph;
        this.type = type;
        zero = graph.constant(zeros(1));
    }

    static List<Convolution> convolutions(OnnxFile file) {
        Rewriting graph = new Rewriting(file, "");
        List<Convolution> found = new ArrayList<>();
        for (NodeProto node : graph.original()) {
            TensorProto weights = weights(graph, node);
            if (weights != null) {
                found.add(new Convolution(node.getOutput(0), node.getInput(0), weights.getDimsList()));
            }
        }
        return found;
    }

    private static @Nullable TensorProto weights(Rewriting graph, NodeProto node) {
        TensorProto weights = node.getOpType().equals("Conv") ? graph.constant(node.getInput(1)) : null;
        return weights == null || weights.getDataType() != TensorProto.DataType.FLOAT.getNumber() ? null : weights;
    }

    static OnnxFile apply(OnnxFile file, Map<String, Float> ranges, EightBit type) {
        if (ranges.isEmpty()) {
            return file;
        }
        if (file.opset() < type.opset()) {
            throw new InferenceException("The network is written for ONNX's operator set " + file.opset() + ", and "
                    + type + " needs " + type.opset() + ". Raise its operator set first.");
        }
        Rewriting graph = new Rewriting(file, "eight");
        Quantizing quantizing = new Quantizing(graph, type);
        TreeSet<String> left = new TreeSet<>(ranges.keySet());
        for (NodeProto node : graph.original()) {
            Float range = node.getOutputCount() == 1 ? ranges.get(node.getOutput(0)) : null;
            TensorProto weights = range == null ? null : weights(graph, node);
            if (range == null || weights == null) {
                graph.keep(node);
            } else {
                left.remove(node.getOutput(0));
                quantizing.write(node, weights, range);
            }
        }
        if (!left.isEmpty()) {
            throw new InferenceException(
                    "The network has no convolution with constant weights that makes " + left.first() + ".");
        }
        return graph.done();
    }

    private void write(NodeProto node, TensorProto weights, float range) {
        if (!(range > 0) || Float.isInfinite(range)) {
            throw new InferenceException("What " + Attributes.describe(node) + " takes has no range: it was " + range
                    + ". Calibrate with inputs that reach it.");
        }
        List<String> inputs = new ArrayList<>(node.getInputList());
        inputs.set(0, written.computeIfAbsent(node.getInput(0) + " " + range, one -> {
            String scale = graph.floats(new float[] {range / type.largest()});
            String small = graph.add("QuantizeLinear", List.of(node.getInput(0), scale, zero));
            return graph.add("DequantizeLinear", List.of(small, scale, zero));
        }));
        inputs.set(1, type == EightBit.INT8 ? whole(weights) : floating(node.getInput(1), weights));
        graph.keep(node.toBuilder().clearInput().addAllInput(inputs).build());
    }

    /** Whole numbers with a scale for each channel that is made. */
    private String whole(TensorProto weights) {
        float[] numbers = Initializers.floats(weights);
        int channels = Math.toIntExact(weights.getDims(0));
        int each = numbers.length / channels;
        float[] scales = new float[channels];
        byte[] small = new byte[numbers.length];
        for (int channel = 0; channel < channels; channel++) {
            float scale = scale(numbers, channel * each, each);
            scales[channel] = scale;
            for (int i = channel * each; i < (channel + 1) * each; i++) {
                small[i] = (byte) rounded(numbers[i], scale);
            }
        }
        String values = graph.constant(TensorProto.newBuilder()
                .setDataType(TensorProto.DataType.INT8.getNumber())
                .addAllDims(weights.getDimsList())
                .setRawData(UnsafeByteOperations.unsafeWrap(small)));
        return graph.add(
                "DequantizeLinear",
                List.of(values, graph.floats(scales, channels), graph.constant(zeros(channels))),
                Rewriting.attribute("axis", 0L));
    }

    private static float rounded(float number, float scale) {
        return (float) Math.clamp(Math.rint(number / scale), -127, 127);
    }

    /** The step that leaves the least error. */
    private static float scale(float[] numbers, int from, int count) {
        float most = 0;
        for (int i = from; i < from + count; i++) {
            most = Math.max(most, Math.abs(numbers[i]));
        }
        if (most == 0) {
            return 1;
        }
        float best = most / 127;
        double least = Double.POSITIVE_INFINITY;
        for (float share : SHARES) {
            float scale = share * most / 127;
            double error = 0;
            for (int i = from; i < from + count && error < least; i++) {
                double d = numbers[i] - rounded(numbers[i], scale) * scale;
                error += d * d;
            }
            if (error < least) {
                least = error;
                best = scale;
            }
        }
        return best;
    }

    /** One scale for all: steps are finer where numbers are smaller by themselves. */
    private String floating(String name, TensorProto weights) {
        float most = 0;
        for (float number : Initializers.floats(weights)) {
            most = Math.max(most, Math.abs(number));
        }
        String scale = graph.floats(new float[] {most == 0 ? 1 : most / type.largest()});
        return graph.add(
                "DequantizeLinear", List.of(graph.add("QuantizeLinear", List.of(name, scale, zero)), scale, zero));
    }

    private TensorProto.Builder zeros(int count) {
        TensorProto.Builder tensor = TensorProto.newBuilder()
                .setDataType(type == EightBit.INT8 ? OnnxTypes.of(ElementType.INT8) : OnnxTypes.FLOAT8_E4M3)
                .setRawData(ByteString.copyFrom(new byte[count]));
        return count == 1 ? tensor : tensor.addDims(count);
    }
}
