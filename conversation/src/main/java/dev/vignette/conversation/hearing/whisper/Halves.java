package dev.vignette.conversation.hearing.whisper;

import dev.vignette.inference.ElementType;
import dev.vignette.inference.Tensor;
import dev.vignette.inference.TensorScope;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.ShortBuffer;

/** Exports differ in where they use half precision; numbers change it at the borders between us and the networks. */
final class Halves {
    private Halves() {}

    /** A tensor of {@code type} with these numbers. */
    static Tensor tensor(TensorScope scope, ElementType type, float[] values, long... shape) {
        return switch (type) {
            case FLOAT32 -> scope.floats(values, shape);
            case FLOAT16 -> {
                ByteBuffer halves = ByteBuffer.allocate(2 * values.length).order(ByteOrder.nativeOrder());
                for (float value : values) {
                    halves.putShort(Float.floatToFloat16(value));
                }
                yield scope.bytes(type, halves.flip(), shape);
            }
            default -> throw new IllegalArgumentException("Not a type for sound: " + type);
        };
    }

    /** The same numbers in another precision; the tensor itself if it has it already. */
    static Tensor as(TensorScope scope, ElementType type, Tensor tensor) {
        if (tensor.type() == type) {
            return tensor;
        }
        float[] values = new float[Math.toIntExact(tensor.size())];
        read(tensor, 0, values);
        return tensor(scope, type, values, tensor.shape());
    }

    /** Reads as many numbers as {@code into} holds, from element {@code from} on. */
    static void read(Tensor tensor, int from, float[] into) {
        if (tensor.type() == ElementType.FLOAT32) {
            FloatBuffer floats = tensor.floats();
            floats.get(from, into);
            return;
        }
        ShortBuffer halves = tensor.bytes().order(ByteOrder.nativeOrder()).asShortBuffer();
        for (int i = 0; i < into.length; i++) {
            into[i] = Float.float16ToFloat(halves.get(from + i));
        }
    }
}
