package dev.vignette.inference.calibration;

import dev.vignette.inference.Engine;
import dev.vignette.inference.TensorSpec;
import dev.vignette.inference.graph.Convolution;
import dev.vignette.inference.graph.EightBit;
import dev.vignette.inference.graph.GraphSurgery;
import dev.vignette.inference.graph.OnnxFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Chooses the convolutions of a network that are computed with eight bits: those that cost the least quality for the products that become cheaper,
 * as many as a quality allows. Quality is measured, not assumed: the network runs with each choice, exactly but for what is rounded. Small
 * errors of different layers add up by their squares, which tells how many can be taken before they are tried together.
 *
 * <p>For one thread.
 *
 * @see <a href="https://arxiv.org/abs/2004.09602">Wu et al. 2020, Integer Quantization for Deep Learning Inference, section 5.2 on sensitivity</a>
 */
public final class Quantizer {
    /** Of all products: convolutions of fewer take no time worth speaking of. */
    private static final double LEAST_SHARE = 0.002;

    private final Engine engine;
    private final OnnxFile file;
    private final EightBit type;
    private final Predicate<Convolution> eligible;
    private final List<Map<String, float[]>> examples;
    private final Rest rest;
    private final Path scratch;
    private final List<TensorSpec> inputs;
    private final Set<String> outputs = new LinkedHashSet<>();
    private final List<float[]> exact = new ArrayList<>();
    private final Map<String, Float> ranges;
    private final Map<String, Long> products;
    private final long all;

    /**
     * @param engine that computes quantised nodes as they stand
     * @param file of fixed shapes, for one item
     * @param eligible what may be rounded: what the engine that will run it has a use for
     * @param examples its inputs by name
     * @param rest from its outputs to what is compared, such as the picture that they end in, 0–1
     * @param scratch folder for edited networks, which are deleted again
     */
    public Quantizer(
            Engine engine,
            OnnxFile file,
            EightBit type,
            Predicate<Convolution> eligible,
            List<Map<String, float[]>> examples,
            Rest rest,
            Path scratch) {
        this.engine = engine;
        this.file = file.opset() < type.opset() ? GraphSurgery.raiseOpset(file, type.opset()) : file;
        this.type = type;
        this.eligible = eligible;
        this.examples = List.copyOf(examples);
        this.rest = rest;
        this.scratch = scratch;
        inputs = file.signature("").inputs();
        file.signature("").outputs().forEach(output -> outputs.add(output.name()));
        RangeRule rule = type == EightBit.INT8 ? RangeRule.LEAST_ERROR : RangeRule.LARGEST;
        Calibration calibration =
                Calibration.of(engine, this.file, GraphSurgery.convolutions(this.file), examples, rule, scratch);
        ranges = calibration.ranges();
        products = calibration.products();
        all = products.values().stream().mapToLong(Long::longValue).sum();
        exact.addAll(results(this.file, examples.size()));
    }

    private List<float[]> results(OnnxFile network, int count) {
        List<float[]> results = new ArrayList<>();
        try (Opened opened = Opened.of(engine, network, scratch)) {
            for (int i = 0; i < count; i++) {
                results.add(rest.result(i, opened.run(inputs, examples.get(i), outputs)));
            }
        }
        return results;
    }

    /** Convolutions of the same value, which is rounded for all of them or for none, in their order. */
    private List<List<Convolution>> candidates() {
        Map<String, List<Convolution>> candidates = new LinkedHashMap<>();
        for (Convolution one : GraphSurgery.convolutions(file)) {
            if (eligible.test(one)
                    && products.getOrDefault(one.output(), 0L) >= LEAST_SHARE * all
                    && ranges.getOrDefault(one.output(), 0f) > 0) {
                candidates
                        .computeIfAbsent(one.input(), input -> new ArrayList<>())
                        .add(one);
            }
        }
        return List.copyOf(candidates.values());
    }

    /** Mean square error with these convolutions rounded, in the first examples. */
    private double error(Set<String> convolutions, int count) {
        List<float[]> rounded = results(GraphSurgery.quantize(file, only(convolutions), type), count);
        double sum = 0;
        long numbers = 0;
        for (int i = 0; i < count; i++) {
            float[] expected = exact.get(i);
            float[] made = rounded.get(i);
            numbers += expected.length;
            for (int j = 0; j < expected.length; j++) {
                double difference = (double) expected[j] - made[j];
                sum += difference * difference;
            }
        }
        return sum / numbers;
    }

    private Map<String, Float> only(Set<String> convolutions) {
        Map<String, Float> some = new HashMap<>(ranges);
        some.keySet().retainAll(convolutions);
        return some;
    }

    /**
     * What each costs by the first example, those first that cost the least for their products.
     *
     * @param listener is told each as soon as it is known
     */
    public List<Loss> losses(Listener listener) {
        List<List<Convolution>> candidates = candidates();
        List<Loss> losses = new ArrayList<>();
        for (List<Convolution> together : candidates) {
            List<String> names = together.stream().map(Convolution::output).toList();
            long cheaper = names.stream()
                    .mapToLong(name -> Objects.requireNonNull(products.get(name)))
                    .sum();
            Loss loss = new Loss(names, error(Set.copyOf(names), 1), cheaper);
            losses.add(loss);
            listener.tried(loss, losses.size(), candidates.size());
        }
        losses.sort(Comparator.comparingDouble(Loss::errorOfEach));
        return losses;
    }

    /**
     * As many as a quality allows.
     *
     * @param losses of {@link #losses}
     * @param least peak signal-to-noise ratio of the result, in dB
     * @return at least that good by measurement; none are chosen if not even one holds it
     */
    public Quantization choose(List<Loss> losses, double least) {
        double wanted = Loss.error(least);
        double budget = wanted;
        while (true) {
            List<Loss> taken = within(losses, budget);
            Set<String> names = new LinkedHashSet<>();
            taken.forEach(loss -> names.addAll(loss.convolutions()));
            double error = names.isEmpty() ? 0 : error(names, examples.size());
            if (error <= wanted) {
                long cheaper = taken.stream().mapToLong(Loss::products).sum();
                return new Quantization(
                        type, only(names), Loss.decibels(error), (double) cheaper / Math.max(1, all), losses);
            }
            // Together they cost more than by themselves: by as much less is aimed at, and at least one is left out.
            double sum = taken.stream().mapToDouble(Loss::error).sum();
            budget = Math.min(budget * wanted / error, Math.nextDown(sum));
        }
    }

    private static List<Loss> within(List<Loss> losses, double budget) {
        List<Loss> taken = new ArrayList<>();
        double sum = 0;
        for (Loss loss : losses) {
            if (sum + loss.error() <= budget) {
                sum += loss.error();
                taken.add(loss);
            }
        }
        return taken;
    }

    /** What follows the network. */
    public interface Rest {
        /**
         * @param example which it is, from 0
         * @param outputs of the network
         * @return what is compared, always of one length
         */
        float[] result(int example, Map<String, float[]> outputs);
    }

    /** Hears how far it is. */
    public interface Listener {
        /**
         * @param number of this one, from 1
         * @param of how many there are
         */
        void tried(Loss loss, int number, int of);
    }
}
