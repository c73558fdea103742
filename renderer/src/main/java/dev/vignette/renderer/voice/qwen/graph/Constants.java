package dev.vignette.renderer.voice.qwen.graph;

import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.UnsafeByteOperations;
import dev.vignette.inference.ElementType;
import dev.vignette.inference.graph.WeightsFile;
import dev.vignette.inference.weights.SafeTensors;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;

/**
 * The tensors of a checkpoint as constants in a file beside the graphs, each once however many graphs use it. For one
 * thread.
 */
final class Constants {
    private final SafeTensors weights;
    private final WeightsFile file;
    private final ElementType type;
    private final Map<String, TensorProto> written = new HashMap<>();

    /** @param type FLOAT32 or FLOAT16, to which the numbers are rounded */
    Constants(SafeTensors weights, WeightsFile file, ElementType type) {
        this.weights = weights;
        this.file = file;
        this.type = type;
    }

    ElementType type() {
        return type;
    }

    boolean has(String tensor) {
        return weights.has(tensor);
    }

    /** The numbers of a small tensor. */
    float[] floats(String tensor) {
        return weights.floats(tensor);
    }

    /** A tensor as it is. */
    TensorProto of(String tensor) {
        return written.computeIfAbsent(tensor, name -> {
            float[] values = weights.floats(name);
            return file.add(name, type, UnsafeByteOperations.unsafeWrap(bytes(values)), weights.shape(name));
        });
    }

    /** The rows of several tensors, one below the other, so that one product does for all. */
    TensorProto stacked(String name, String... parts) {
        return written.computeIfAbsent(name, key -> {
            int rows = 0;
            for (String part : parts) {
                rows += (int) weights.shape(part)[0];
            }
            int width = (int) weights.shape(parts[0])[1];
            float[] all = new float[rows * width];
            int at = 0;
            for (String part : parts) {
                float[] values = weights.floats(part);
                System.arraycopy(values, 0, all, at, values.length);
                at += values.length;
            }
            return file.add(key, type, UnsafeByteOperations.unsafeWrap(bytes(all)), rows, width);
        });
    }

    private ByteBuffer bytes(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(values.length, type.bytes()))
                .order(ByteOrder.LITTLE_ENDIAN);
        if (type == ElementType.FLOAT32) {
            bytes.asFloatBuffer().put(values);
        } else {
            var halves = bytes.asShortBuffer();
            for (int i = 0; i < values.length; i++) {
                halves.put(i, Float.floatToFloat16(values[i]));
            }
        }
        return bytes;
    }
}
