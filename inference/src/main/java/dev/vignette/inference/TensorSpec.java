package dev.vignette.inference;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Name, type and shape of an input or output.
 *
 * @param dimensions outermost first; -1 where any size goes
 */
public record TensorSpec(String name, ElementType type, List<Long> dimensions) {
    public TensorSpec {
        dimensions = List.copyOf(dimensions);
    }

    public static TensorSpec of(String name, ElementType type, long... dimensions) {
        return new TensorSpec(name, type, Arrays.stream(dimensions).boxed().toList());
    }

    public long[] shape() {
        return dimensions.stream().flatMapToLong(LongStream::of).toArray();
    }

    /** Whether both have as many dimensions, and the same size wherever both have one. */
    public boolean fits(TensorSpec other) {
        return fits(other.shape());
    }

    /** Whether a tensor of this shape may be passed here. */
    public boolean fits(long... shape) {
        if (shape.length != dimensions.size()) {
            return false;
        }
        for (int i = 0; i < shape.length; i++) {
            long here = dimensions.get(i);
            if (here >= 0 && shape[i] >= 0 && here != shape[i]) {
                return false;
            }
        }
        return true;
    }

    /** A shape for messages, such as {@code [1, ?, 64]}. */
    public static String shapeText(long... shape) {
        return Arrays.stream(shape)
                .mapToObj(size -> size < 0 ? "?" : Long.toString(size))
                .collect(joining(", ", "[", "]"));
    }

    /** For messages, such as {@code input_ids INT64 [1, ?]}. */
    @Override
    public String toString() {
        return name + " " + type + " " + shapeText(shape());
    }
}
