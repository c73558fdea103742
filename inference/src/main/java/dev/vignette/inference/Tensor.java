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
    FloatBuffer floats();

    /** The numbers of an INT64 tensor. */
    LongBuffer longs();

    /** The bytes of a tensor of any type. */
    ByteBuffer bytes();
}
