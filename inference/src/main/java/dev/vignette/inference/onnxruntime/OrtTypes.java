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

    static OnnxJavaType of(ElementType type) {
        return switch (type) {
            case FLOAT32 -> OnnxJavaType.FLOAT;
            case FLOAT16 -> OnnxJavaType.FLOAT16;
            case FLOAT64 -> OnnxJavaType.DOUBLE;
            case INT64 -> OnnxJavaType.INT64;
            case INT32 -> OnnxJavaType.INT32;
            case INT8 -> OnnxJavaType.INT8;
            case UINT8 -> OnnxJavaType.UINT8;
            case BOOL -> OnnxJavaType.BOOL;
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
