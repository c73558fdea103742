package dev.vignette.inference;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;

/**
 * A block of numbers in row-major order, on the host or on a device; belongs to a {@link TensorScope} and may not be used
 * after that is closed. The buffers are read-only views in native byte order; the first one asked for may cost one copy.
 * Asking for a view of another type, or for any after the tensor was freed, is an {@link IllegalStateException}.
 */
public interface Tensor {
    ElementType type();

    /** Sizes, outermost first. */
    long[] shape();

    /** Number of elements. */
    default long size() {
        long size = 1;
        for (long dimension : shape()) {
            size *= dimension;
        }
        return size;
    }

    /** The numbers of a FLOAT32 tensor. */
    default FloatBuffer floats() {
        return bytes(ElementType.FLOAT32).asFloatBuffer();
    }

    /** The numbers of an INT64 tensor. */
    default LongBuffer longs() {
        return bytes(ElementType.INT64).asLongBuffer();
    }

    /** The bytes of a tensor of any type. */
    ByteBuffer bytes();

    private ByteBuffer bytes(ElementType wanted) {
        if (type() != wanted) {
            throw new IllegalStateException("The tensor " + this + " holds no " + wanted + ".");
        }
        return bytes();
    }
}
