package dev.vignette.inference.checkpoint;

import dev.vignette.inference.TensorSpec;
import dev.vignette.inference.pickle.PickleException;
import java.util.List;
import java.util.stream.LongStream;

/**
 * A tensor of a checkpoint: where its numbers lie, row by row. They are read by {@link Checkpoint#floats}.
 */
public final class StoredTensor {
    private static final long MOST_ELEMENTS = 1L << 29;

    private final TorchVocabulary.Storage storage;
    private final long offset;
    private final List<Long> dimensions;

    private StoredTensor(TorchVocabulary.Storage storage, long offset, List<Long> dimensions) {
        this.storage = storage;
        this.offset = offset;
        this.dimensions = dimensions;
    }

    static StoredTensor of(TorchVocabulary.Storage storage, long offset, long[] shape, long[] strides) {
        long size = 1;
        if (shape.length != strides.length) {
            throw new PickleException("it has a tensor whose shape and strides differ in length");
        }
        for (int i = shape.length - 1; i >= 0; i--) {
            if (shape[i] < 0 || shape[i] > MOST_ELEMENTS) {
                throw new PickleException("it has a tensor of shape " + TensorSpec.shapeText(shape));
            }
            if (shape[i] != 1 && strides[i] != size && size != 0) {
                throw new PickleException("it has a tensor that is not stored row by row");
            }
            size *= shape[i];
            if (size > MOST_ELEMENTS) {
                throw new PickleException("it has a tensor of shape " + TensorSpec.shapeText(shape));
            }
        }
        if (offset < 0 || offset > storage.elements() - size) {
            throw new PickleException(
                    "it has a tensor of shape " + TensorSpec.shapeText(shape) + " that goes beyond its storage");
        }
        return new StoredTensor(storage, offset, LongStream.of(shape).boxed().toList());
    }

    TorchVocabulary.Storage storage() {
        return storage;
    }

    long offset() {
        return offset;
    }

    /** Sizes, outermost first; empty for one number. */
    public List<Long> dimensions() {
        return dimensions;
    }

    /** Size of one dimension. */
    public int size(int dimension) {
        return Math.toIntExact(dimensions.get(dimension));
    }

    /** Number of elements. */
    public int elements() {
        return Math.toIntExact(dimensions.stream().reduce(1L, (a, b) -> a * b));
    }

    @Override
    public String toString() {
        return TensorSpec.shapeText(
                dimensions.stream().mapToLong(Long::longValue).toArray());
    }
}
