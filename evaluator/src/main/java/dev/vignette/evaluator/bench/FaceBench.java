package dev.vignette.evaluator.bench;

import dev.vignette.inference.Engine;
import dev.vignette.inference.TensorSpec;
import dev.vignette.inference.onnxruntime.OnnxRuntimeEngine;
import dev.vignette.renderer.face.ditto.network.BatchCopies;
import dev.vignette.renderer.face.ditto.network.DittoNetwork;
import dev.vignette.renderer.face.ditto.network.DittoNetworks;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Runs Ditto's networks one by one, in batches, and against the processor. */
final class FaceBench {
    private static final int WINDOW = 6480;
    private static final List<DittoNetwork> BATCHED =
            List.of(DittoNetwork.STITCH_NETWORK, DittoNetwork.WARP_NETWORK, DittoNetwork.DECODER);

    private final Engine engine;
    private final Path directory;
    private final Path scratch;
    private final int rounds;
    private final Consumer<String> progress;

    /**
     * @param scratch for edited copies
     * @param rounds of each network
     */
    FaceBench(Engine engine, Path directory, Path scratch, int rounds, Consumer<String> progress) {
        this.engine = engine;
        this.directory = directory;
        this.scratch = scratch;
        this.rounds = rounds;
        this.progress = progress;
    }

    /** Milliseconds of every network, one item at a time. */
    List<Sample> networks() {
        List<Sample> samples = new ArrayList<>();
        try (var networks = open(1)) {
            for (DittoNetwork network : present(networks)) {
                progress.accept(network.title());
                List<Double> times = times(networks, network, 1);
                samples.add(Sample.of(network.title() + ", first run", "ms", times.subList(0, 1)));
                samples.add(Sample.of(network.title(), "ms", times.subList(1, times.size())));
            }
        }
        return samples;
    }

    /** Milliseconds a frame of the networks that render frames, several at once. */
    List<Sample> batched(int batch) {
        List<Sample> samples = new ArrayList<>();
        try (var networks = open(batch)) {
            for (DittoNetwork network : BATCHED) {
                progress.accept(network.title() + ", " + batch + " frames at once");
                List<Double> times = times(networks, network, batch);
                samples.add(Sample.of(network.title() + ", a frame of " + batch, "ms", times.subList(1, times.size())));
            }
        }
        return samples;
    }

    /** The greatest difference of each network's outputs from the processor's, as a share of the greatest number in them. */
    List<Sample> compared() {
        List<Sample> samples = new ArrayList<>();
        try (var networks = open(1);
                var processor = OnnxRuntimeEngine.cpu();
                var reference = new DittoNetworks(processor, directory)) {
            for (DittoNetwork network : present(networks)) {
                progress.accept(network.title() + " against the processor");
                float[][] inputs = inputs(network, 1);
                Map<String, float[]> here = networks.run(network, inputs);
                Map<String, float[]> there = reference.run(network, inputs);
                here.forEach((output, values) -> samples.add(Sample.of(
                        network.title() + "'s " + output + ", off by",
                        "1e-6",
                        List.of(1e6 * difference(values, DittoNetworks.output(network, there, output))))));
            }
        }
        return samples;
    }

    private static double difference(float[] one, float[] other) {
        double most = 1e-9;
        double apart = 0;
        for (int i = 0; i < one.length; i++) {
            most = Math.max(most, Math.abs(other[i]));
            apart = Math.max(apart, Math.abs(one[i] - other[i]));
        }
        return apart / most;
    }

    private DittoNetworks open(int batch) {
        var networks = new DittoNetworks(engine, directory);
        BatchCopies.in(scratch.resolve("networks"), batch, engine.name()).use(networks);
        return networks;
    }

    private static List<DittoNetwork> present(DittoNetworks networks) {
        return Arrays.stream(DittoNetwork.values()).filter(networks::has).toList();
    }

    private List<Double> times(DittoNetworks networks, DittoNetwork network, int batch) {
        float[][] inputs = inputs(network, batch);
        networks.network(network);
        List<Double> times = new ArrayList<>();
        for (int i = 0; i <= rounds; i++) {
            long start = System.nanoTime();
            networks.run(network, inputs);
            times.add((System.nanoTime() - start) * 1e-6 / batch);
        }
        return times;
    }

    private static float[][] inputs(DittoNetwork network, int batch) {
        return network.contract().inputs().stream()
                .map(spec -> input(spec, batch))
                .toArray(float[][]::new);
    }

    private static float[] input(TensorSpec spec, int batch) {
        long size = Arrays.stream(spec.shape())
                .map(side -> side < 0 ? WINDOW : side)
                .reduce(1, Math::multiplyExact);
        float[] values = new float[Math.toIntExact(size * batch)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (i * 31 % 101 - 50) / 100f;
        }
        if (spec.name().equals("time_cond")) {
            Arrays.fill(values, 499);
        }
        return values;
    }
}
