package dev.vignette.inference.calibration;

import dev.vignette.inference.Engine;
import dev.vignette.inference.InferenceException;
import dev.vignette.inference.Tensor;
import dev.vignette.inference.TensorScope;
import dev.vignette.inference.TensorSpec;
import dev.vignette.inference.graph.Convolution;
import dev.vignette.inference.graph.GraphSurgery;
import dev.vignette.inference.graph.OnnxFile;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Runs a network on examples and notes what its convolutions take.
 *
 * @param ranges by {@link Convolution#output}: the largest magnitude that is not cut off
 * @param products by {@link Convolution#output}: products of a run, if it makes as many places as it takes
 */
public record Calibration(Map<String, Float> ranges, Map<String, Long> products) {
    public Calibration {
        ranges = Map.copyOf(ranges);
        products = Map.copyOf(products);
    }

    /**
     * @param engine runs the network; an exact one
     * @param file whose inputs have fixed shapes
     * @param examples the network's inputs by name, each example for itself
     * @param scratch folder for the network with more outputs, which is deleted again
     * @throws InferenceException if there is no example, or a number is not finite
     */
    public static Calibration of(
            Engine engine,
            OnnxFile file,
            Collection<Convolution> convolutions,
            List<Map<String, float[]>> examples,
            RangeRule rule,
            Path scratch) {
        if (examples.isEmpty()) {
            throw new InferenceException("There is nothing to calibrate with. Give at least one example.");
        }
        List<TensorSpec> inputs = file.signature("to calibrate").inputs();
        Set<String> watched = new LinkedHashSet<>();
        convolutions.forEach(one -> watched.add(one.input()));
        Set<String> computed = new LinkedHashSet<>(watched);
        inputs.forEach(input -> computed.remove(input.name()));
        Map<String, Magnitudes> seen = new HashMap<>();
        watched.forEach(name -> seen.put(name, new Magnitudes()));
        Map<String, Long> places = new HashMap<>();
        try (Opened network = Opened.of(engine, GraphSurgery.alsoGiving(file, computed), scratch)) {
            for (Map<String, float[]> example : examples) {
                try (TensorScope scope = engine.scope()) {
                    Map<String, Tensor> values = Opened.tensors(scope, inputs, example);
                    if (!computed.isEmpty()) {
                        values.putAll(network.network().run(scope, Map.copyOf(values), computed));
                    }
                    seen.forEach((name, magnitudes) -> {
                        Tensor tensor = Objects.requireNonNull(values.get(name), name);
                        magnitudes.add(tensor.floats());
                        places.put(name, tensor.size());
                    });
                }
            }
        }
        Map<String, Float> ranges = new HashMap<>();
        Map<String, Long> products = new HashMap<>();
        for (Convolution one : convolutions) {
            ranges.put(
                    one.output(), Objects.requireNonNull(seen.get(one.input())).range(rule));
            long size = Objects.requireNonNull(places.get(one.input()));
            products.put(one.output(), size / one.inputs() * one.productsEach());
        }
        return new Calibration(ranges, products);
    }
}
