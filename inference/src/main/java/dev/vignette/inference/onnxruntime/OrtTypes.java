package dev.vignette.inference.onnxruntime;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.TensorInfo;
import dev.vignette.inference.ElementType;
import dev.vignette.inference.InferenceException;
import dev.vignette.inference.TensorSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** ONNX Runtime's words for types and shapes, in ours. */
final class OrtTypes {
    private OrtTypes() {}

    /** The number of the type in {@code ONNXTensorElementDataType}. */
    static int number(ElementType type) {
        return switch (type) {
            case FLOAT32 -> 1;
            case UINT8 -> 2;
            case INT8 -> 3;
            case INT32 -> 6;
            case INT64 -> 7;
            case BOOL -> 9;
            case FLOAT16 -> 10;
            case FLOAT64 -> 11;
        };
    }

    static ElementType of(OnnxJavaType type, String network, String tensor) {
        return switch (type) {
            case FLOAT -> ElementType.FLOAT32;
            case FLOAT16 -> ElementType.FLOAT16;
            case DOUBLE -> ElementType.FLOAT64;
            case INT64 -> ElementType.INT64;
            case INT32 -> ElementType.INT32;
            case INT8 -> ElementType.INT8;
            case UINT8 -> ElementType.UINT8;
            case BOOL -> ElementType.BOOL;
            default ->
                throw new InferenceException("The network " + network + " has a tensor " + tensor + " of the type "
                        + type + ", which Vignette does not handle. Choose another file of this model.");
        };
    }

    static List<TensorSpec> specs(String network, Map<String, NodeInfo> nodes) {
        List<TensorSpec> specs = new ArrayList<>();
        nodes.forEach((name, node) -> {
            if (!(node.getInfo() instanceof TensorInfo info)) {
                throw new InferenceException("The network " + network + " has a value " + name
                        + " that is no tensor, which Vignette does not handle. Choose another file of this model.");
            }
            specs.add(TensorSpec.of(name, of(info.type, network, name), info.getShape()));
        });
        return specs;
    }
}
