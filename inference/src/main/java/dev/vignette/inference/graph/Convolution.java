package dev.vignette.inference.graph;

import java.util.List;

/**
 * A convolution whose weights are written in the file.
 *
 * @param output the name of what it makes, by which it is chosen
 * @param input the name of what it takes
 * @param weights {@code [out, in / groups, kernel…]}
 */
public record Convolution(String output, String input, List<Long> weights) {
    public Convolution {
        weights = List.copyOf(weights);
    }

    /** Products for each place of the output. */
    public long productsEach() {
        return weights.stream().reduce(1L, Math::multiplyExact);
    }

    public long inputs() {
        return weights.get(1);
    }

    public long outputs() {
        return weights.get(0);
    }
}
