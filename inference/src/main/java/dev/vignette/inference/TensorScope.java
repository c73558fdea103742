package dev.vignette.inference;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;

/**
 * Owns tensors: closing it frees them all, once, also when it is closed twice. For one thread at a time. Use with
 * try-with-resources.
 */
public interface TensorScope extends AutoCloseable {
    /** A FLOAT32 tensor with a copy of the numbers between the buffer's position and its limit. */
    Tensor floats(FloatBuffer values, long... shape);

    /** An INT64 tensor with a copy of the numbers between the buffer's position and its limit. */
    Tensor longs(LongBuffer values, long... shape);

    /** A tensor of any type with a copy of its bytes in native order. */
    Tensor bytes(ElementType type, ByteBuffer values, long... shape);

    /**
     * A tensor on the numbers between a direct buffer's position and its limit, in native order and without a copy: they
     * may not change while a network runs on them.
     *
     * @throws IllegalArgumentException if the buffer is not direct
     */
    Tensor share(ElementType type, ByteBuffer values, long... shape);

    /** A FLOAT32 tensor with a copy of {@code values}. */
    default Tensor floats(float[] values, long... shape) {
        return floats(FloatBuffer.wrap(values), shape);
    }

    /** An INT64 tensor with a copy of {@code values}. */
    default Tensor longs(long[] values, long... shape) {
        return longs(LongBuffer.wrap(values), shape);
    }

    /** A BOOL tensor of one element. */
    default Tensor bool(boolean value, long... shape) {
        return bytes(ElementType.BOOL, ByteBuffer.wrap(new byte[] {(byte) (value ? 1 : 0)}), shape);
    }

    /**
     * Takes over a tensor of another scope of the same engine, which will not free it any more: for what has to outlive
     * the step that made it, such as a key-value cache. The tensor stays the same.
     *
     * @throws IllegalArgumentException if the tensor belongs to another engine
     */
    Tensor adopt(Tensor tensor);

    /**
     * Frees one of this scope's tensors early; one that is free already stays so.
     *
     * @throws IllegalArgumentException if the tensor belongs to another scope
     */
    void free(Tensor tensor);

    /** Frees what the scope owns; everything but {@code close} is an {@link IllegalStateException} from then on. */
    @Override
    void close();
}
