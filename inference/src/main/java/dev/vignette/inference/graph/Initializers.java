package dev.vignette.inference.graph;

import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.vignette.inference.ElementType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Constant tensors of the file format, stored as raw little-endian bytes. */
final class Initializers {
    private Initializers() {}

    static TensorProto floats(String name, float[] values, long... shape) {
        ByteBuffer bytes = memory(values.length, ElementType.FLOAT32);
        bytes.asFloatBuffer().put(values);
        return raw(name, ElementType.FLOAT32, UnsafeByteOperations.unsafeWrap(bytes), shape);
    }

    static TensorProto halves(String name, float[] values, long... shape) {
        ByteBuffer bytes = memory(values.length, ElementType.FLOAT16);
        for (float value : values) {
            bytes.putShort(Float.floatToFloat16(value));
        }
        return raw(name, ElementType.FLOAT16, UnsafeByteOperations.unsafeWrap(bytes.flip()), shape);
    }

    static TensorProto longs(String name, long[] values, long... shape) {
        ByteBuffer bytes = memory(values.length, ElementType.INT64);
        bytes.asLongBuffer().put(values);
        return raw(name, ElementType.INT64, UnsafeByteOperations.unsafeWrap(bytes), shape);
    }

    static TensorProto raw(String name, ElementType type, ByteString bytes, long... shape) {
        requireFilled(name, type, bytes.size(), shape);
        TensorProto.Builder tensor = TensorProto.newBuilder()
                .setName(name)
                .setDataType(OnnxTypes.of(type))
                .setRawData(bytes);
        for (long size : shape) {
            tensor.addDims(size);
        }
        return tensor.build();
    }

    static void requireFilled(String name, ElementType type, long bytes, long... shape) {
        long elements = Arrays.stream(shape).reduce(1, Math::multiplyExact);
        if (elements * type.bytes() != bytes) {
            throw new IllegalArgumentException(
                    name + ": " + bytes + " bytes do not fill " + type + " " + Arrays.toString(shape));
        }
    }

    /** The numbers of a tensor of FLOAT32. */
    static float[] floats(TensorProto tensor) {
        if (tensor.getRawData().isEmpty()) {
            float[] values = new float[tensor.getFloatDataCount()];
            for (int i = 0; i < values.length; i++) {
                values[i] = tensor.getFloatData(i);
            }
            return values;
        }
        ByteBuffer bytes = tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        float[] values = new float[bytes.remaining() / 4];
        bytes.asFloatBuffer().get(values);
        return values;
    }

    /** The numbers of a tensor of INT64. */
    static long[] longs(TensorProto tensor) {
        if (tensor.getRawData().isEmpty()) {
            return tensor.getInt64DataList().stream().mapToLong(Long::longValue).toArray();
        }
        ByteBuffer bytes = tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        long[] values = new long[bytes.remaining() / 8];
        bytes.asLongBuffer().get(values);
        return values;
    }

    private static ByteBuffer memory(int elements, ElementType type) {
        return ByteBuffer.allocate(Math.multiplyExact(elements, type.bytes())).order(ByteOrder.LITTLE_ENDIAN);
    }
}
