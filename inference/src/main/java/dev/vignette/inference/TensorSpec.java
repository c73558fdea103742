package dev.vignette.inference;

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
}
