package dev.vignette.evaluator.bench;

import static dev.vignette.inference.ElementType.FLOAT32;

import dev.vignette.inference.Tensor;
import dev.vignette.inference.TensorSpec;
import dev.vignette.inference.cuda.BoundRun;
import dev.vignette.inference.cuda.CudaDevice;
import dev.vignette.inference.cuda.CudaEvent;
import dev.vignette.inference.cuda.CudaStream;
import dev.vignette.inference.cuda.DeviceNetwork;
import dev.vignette.inference.cuda.DeviceScope;
import dev.vignette.inference.cuda.DeviceTensor;
import dev.vignette.inference.graph.Dimension;
import dev.vignette.inference.graph.GraphBuilder;
import dev.vignette.inference.graph.OnnxFile;
import dev.vignette.inference.onnxruntime.OnnxRuntimeEngine;
import dev.vignette.inference.tensorrt.BuildOptions;
import dev.vignette.inference.tensorrt.Precision;
import dev.vignette.inference.tensorrt.TensorRtEngine;
import dev.vignette.renderer.face.ditto.device.DeviceNetworks;
import dev.vignette.renderer.face.ditto.device.FrameKernels;
import dev.vignette.renderer.face.ditto.device.FramePipeline;
import dev.vignette.renderer.face.ditto.device.MotionLoop;
import dev.vignette.renderer.face.ditto.device.SourceOnDevice;
import dev.vignette.renderer.face.ditto.motion.Denoiser;
import dev.vignette.renderer.face.ditto.motion.MersenneTwister;
import dev.vignette.renderer.face.ditto.motion.MotionDiffusion;
import dev.vignette.renderer.face.ditto.network.DittoNetwork;
import dev.vignette.renderer.face.ditto.network.DittoNetworks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Measures Ditto's networks on an NVIDIA GPU, edited and as published, and the kernels between them; and how far frames and motion are
 * from single precision on the processor. Every line is said as soon as it is known.
 */
final class DeviceFaceBench implements AutoCloseable {
    private static final int VOLUME = 32 * 16 * 64 * 64;
    private static final int WARM = 3;
    private static final int ROWS = 16384;
    private static final int INNER = 4096;
    private static final int COLUMNS = 8192;
    private static final double DECODER_GFLOP = 891.6;
    private static final double WARP_GFLOP = 342.2;

    private final TensorRtEngine engine;
    private final CudaDevice device;
    private final DeviceNetworks networks;
    private final Path cache;
    private final Path directory;
    private final int rounds;
    private final Consumer<String> said;
    private final List<Sample> samples = new ArrayList<>();
    private final SplittableRandom random = new SplittableRandom(17);
    private @Nullable FrameKernels compiled;
    private double ceiling = Double.NaN;

    /**
     * @param directory with Ditto's files
     * @param cache for edited networks, plans and kernels
     */
    DeviceFaceBench(TensorRtEngine engine, Path directory, Path cache, int level, int rounds, Consumer<String> said) {
        this.engine = engine;
        this.directory = directory;
        this.rounds = rounds;
        this.said = said;
        device = engine.device();
        this.cache = cache;
        networks = new DeviceNetworks(
                engine, network -> directory.resolve("ditto_onnx").resolve(network.file()), cache, "bench", level);
    }

    private FrameKernels kernels() {
        FrameKernels known = compiled;
        if (known == null) {
            known = FrameKernels.compile(
                    device,
                    cache.resolve("kernels"),
                    networks.warp().compressed(),
                    networks.warp().taps(),
                    FLOAT32);
            compiled = known;
        }
        return known;
    }

    DeviceNetworks networks() {
        return networks;
    }

    List<Sample> samples() {
        return List.copyOf(samples);
    }

    private void add(Sample sample) {
        samples.add(sample);
        said.accept(String.format(
                Locale.ROOT,
                sample.quantile(0.5) < 0.01 ? "%-58s %10.2e %s%s" : "%-58s %10.3f %s%s",
                sample.name(),
                sample.quantile(0.5),
                sample.unit(),
                sample.hasGoal() ? (sample.met() ? "  (goal met)" : "  (goal missed: " + sample.goal() + ")") : ""));
    }

    private List<Double> millis(CudaStream stream, Runnable work) {
        List<Double> millis = new ArrayList<>();
        try (CudaEvent start = CudaEvent.timing(device);
                CudaEvent end = CudaEvent.timing(device)) {
            for (int i = 0; i < WARM + rounds; i++) {
                start.record(stream);
                work.run();
                end.record(stream);
                double one = end.millisSince(start);
                if (i >= WARM) {
                    millis.add(one);
                }
            }
        }
        return millis;
    }

    private static List<Double> each(List<Double> values, java.util.function.DoubleUnaryOperator change) {
        return values.stream().map(change::applyAsDouble).toList();
    }

    /** Only builds what {@link #ceiling} runs. */
    void buildProduct() {
        product().close();
    }

    private DeviceNetwork product() {
        Path file = cache.resolve("product.onnx");
        if (!Files.exists(file)) {
            GraphBuilder graph = GraphBuilder.named("product");
            graph.input("x", FLOAT32, Dimension.all(ROWS, INNER));
            float[] weights = new float[INNER * COLUMNS];
            SplittableRandom lot = new SplittableRandom(1);
            for (int i = 0; i < weights.length; i++) {
                weights[i] = lot.nextFloat() * 0.1f - 0.05f;
            }
            String product = graph.op("MatMul", "x", graph.floats("w", weights, INNER, COLUMNS));
            graph.node("ReduceMax")
                    .inputs(product)
                    .with("axes", new long[] {1})
                    .with("keepdims", 0)
                    .outputs("y");
            graph.output("y", FLOAT32, Dimension.all(ROWS));
            new OnnxFile(graph.model()).write(file);
        }
        return engine.open(file, "product", BuildOptions.of(Precision.FP16));
    }

    /** The card's half-precision rate on one large product, which everything else is compared with. */
    void ceiling() {
        try (DeviceNetwork product = product()) {
            List<Double> rates = each(bound(product), ms -> 2.0 * ROWS * COLUMNS * INNER / ms * 1e-9);
            add(Sample.of("half-precision product of 16384 × 4096 × 8192", "TFLOP/s", rates));
            ceiling = samples.getLast().quantile(1);
        }
    }

    private List<Double> bound(DeviceNetwork network) {
        try (DeviceScope scope = engine.scope()) {
            Map<String, DeviceTensor> inputs = new HashMap<>();
            for (TensorSpec spec : network.signature().inputs()) {
                inputs.put(spec.name(), random(scope, spec));
            }
            try (BoundRun run = network.bind(scope, inputs, Map.of())) {
                return millis(scope.stream(), run::launch);
            }
        }
    }

    private DeviceTensor random(DeviceScope scope, TensorSpec spec) {
        long size = Arrays.stream(spec.shape()).reduce(1, Math::multiplyExact);
        Tensor tensor = switch (spec.type()) {
            case INT64 -> scope.longs(new long[] {499}, spec.shape());
            default -> scope.floats(numbers(Math.toIntExact(size), 1), spec.shape());
        };
        if (tensor instanceof DeviceTensor on) {
            return on;
        }
        throw new IllegalStateException("A tensor of a GPU's engine lies elsewhere");
    }

    private float[] numbers(int count, float width) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (random.nextFloat() - 0.5f) * 2 * width;
        }
        return values;
    }

    /** The networks as published, cut only where they sample. */
    void published(int frames) {
        List<Double> decoder = each(bound(networks.plainDecoder(frames)), ms -> ms / frames);
        add(Sample.of("as published: decoder, a frame of " + frames, "ms", decoder));
        List<Double> dense = each(bound(networks.plainDense(frames)), ms -> ms / frames);
        add(Sample.of("as published: hourglass, a frame of " + frames, "ms", dense));
    }

    /** All stages between key points and image, each for itself and then together. */
    void frames(int frames, double goal) {
        try (FramePipeline pipeline = new FramePipeline(networks, kernels(), frames, true);
                SourceOnDevice source = SourceOnDevice.of(networks, kernels(), numbers(VOLUME, 1))) {
            for (int i = 0; i < frames; i++) {
                pipeline.set(i, source, numbers(63, 0.6f), numbers(63, 0.6f));
            }
            pipeline.run();
            List<Double> whole = millis(pipeline.stream(), pipeline::run);
            List<Double> rate = each(whole, ms -> 1000.0 * frames / ms);
            Sample sample = Sample.of("frames a second, " + frames + " at once", "1/s", rate);
            add(goal > 0 ? sample.least(goal, 0.5) : sample);
            pipeline.stages().forEach((name, stage) -> {
                List<Double> times = each(millis(pipeline.stream(), stage), ms -> ms / frames);
                add(Sample.of(name + ", a frame of " + frames, "ms", times));
            });
            add(Sample.of(
                    "share of the product's rate that the published work takes, " + frames + " at once",
                    "%",
                    each(whole, ms -> 100 * (DECODER_GFLOP + WARP_GFLOP) * frames / ms / ceiling)));
            add(Sample.of(
                    "device memory in use", "MiB", List.of((device.memoryBytes() - device.freeBytes()) / 1048576.0)));
        }
    }

    /** A window of 80 frames of motion. */
    void window(int steps, int exact, double goal) {
        try (OnnxRuntimeEngine host = OnnxRuntimeEngine.cpu();
                MotionLoop loop = new MotionLoop(networks, kernels(), host, steps, exact)) {
            float[][] between = new float[steps - 1][];
            Arrays.setAll(between, i -> numbers(80 * 265, 1));
            float[] initial = numbers(80 * 265, 1);
            float[] rest = numbers(265, 1);
            List<float[]> rows = new ArrayList<>();
            for (int i = 0; i < 80; i++) {
                rows.add(numbers(1103, 1));
            }
            List<Double> times = new ArrayList<>();
            for (int i = 0; i < WARM + rounds; i++) {
                long start = System.nanoTime();
                loop.window(initial, between, rest, rows);
                if (i >= WARM) {
                    times.add((System.nanoTime() - start) * 1e-6);
                }
            }
            add(Sample.of("window of motion, " + steps + " steps, " + exact + " of them exact, host to host", "ms", times)
                    .goal(goal, 0.5));
        }
    }

    /** HuBERT on 6480 samples. */
    void sound() {
        DeviceNetwork hubert = networks.hubert();
        try (DeviceScope scope = engine.scope()) {
            DeviceTensor samplesIn = random(scope, TensorSpec.of("input_values", FLOAT32, 1, 6480));
            try (BoundRun run = hubert.bind(scope, Map.of("input_values", samplesIn), Map.of())) {
                add(Sample.of("HuBERT, a window", "ms", millis(scope.stream(), run::launch)));
            }
        }
    }

    /** Motion against the whole network step by step on the processor. */
    void motionQuality(int steps, int exact) {
        try (OnnxRuntimeEngine host = OnnxRuntimeEngine.cpu();
                DittoNetworks published = new DittoNetworks(host, directory);
                MotionLoop loop = new MotionLoop(networks, kernels(), host, steps, exact)) {
            float[] rest = numbers(265, 1);
            List<float[]> rows = new ArrayList<>();
            for (int i = 0; i < 80; i++) {
                rows.add(numbers(1103, 1));
            }
            MersenneTwister noise = new MersenneTwister(5);
            Denoiser whole = (x, frame, condition, time) -> {
                Map<String, float[]> outputs =
                        published.run(DittoNetwork.LMDM, x, frame, condition, new float[] {time});
                return new Denoiser.Prediction(
                        DittoNetworks.output(DittoNetwork.LMDM, outputs, "pred_noise"),
                        DittoNetworks.output(DittoNetwork.LMDM, outputs, "x_start"));
            };
            float[][] expected = new MotionDiffusion(whole, steps, noise).window(rest, rows);
            MersenneTwister same = new MersenneTwister(5);
            float[][] between = new float[steps - 1][];
            for (int i = 0; i < steps - 1; i++) {
                between[i] = same.normals(80 * 265);
            }
            float[] made = loop.window(same.normals(80 * 265), between, rest, rows);
            double most = 0;
            double error = 0;
            double power = 0;
            for (int i = 0; i < made.length; i++) {
                double value = expected[i / 265][i % 265];
                most = Math.max(most, Math.abs(made[i] - value));
                error += (made[i] - value) * (made[i] - value);
                power += value * value;
            }
            add(Sample.of(
                            "motion of " + steps + " steps, " + exact + " of them exact, relative error",
                            "",
                            List.of(Math.sqrt(error / power)))
                    .goal(1e-3, 0.5));
            add(Sample.of("motion of " + steps + " steps, " + exact + " of them exact, greatest difference", "", List.of(most)));
        }
    }

    /** Frames against the whole networks on the processor in single precision. */
    void frameQuality(int frames, int compared) {
        float[] volume = numbers(VOLUME, 1);
        List<float[]> froms = new ArrayList<>();
        List<float[]> tos = new ArrayList<>();
        List<float[]> made = new ArrayList<>();
        try (FramePipeline pipeline = new FramePipeline(networks, kernels(), frames, false);
                SourceOnDevice source = SourceOnDevice.of(networks, kernels(), volume);
                DeviceScope scope = engine.scope(pipeline.stream())) {
            for (int i = 0; i < frames; i++) {
                froms.add(numbers(63, 0.4f));
                float[] to = numbers(63, 0.1f);
                for (int j = 0; j < to.length; j++) {
                    to[j] += froms.getLast()[j];
                }
                tos.add(to);
                pipeline.set(i, source, froms.get(i), tos.get(i));
            }
            pipeline.run();
            for (int i = 0; i < compared; i++) {
                float[] image = new float[3 * 512 * 512];
                scope.wrap(FLOAT32, pipeline.image(i), 3, 512, 512).floats().get(image);
                made.add(image);
            }
        }
        try (OnnxRuntimeEngine host = OnnxRuntimeEngine.cpu();
                DittoNetworks published = new DittoNetworks(host, directory)) {
            List<Double> ratios = new ArrayList<>();
            for (int i = 0; i < compared; i++) {
                float[] feature = published.output(DittoNetwork.WARP_NETWORK, "out", volume, froms.get(i), tos.get(i));
                float[] expected = published.output(DittoNetwork.DECODER, "output", feature);
                double error = 0;
                double mean = 0;
                double power = 0;
                for (int j = 0; j < expected.length; j++) {
                    double d = expected[j] - made.get(i)[j];
                    error += d * d;
                    mean += expected[j];
                    power += expected[j] * expected[j];
                }
                mean /= expected.length;
                ratios.add(10 * Math.log10(expected.length / Math.max(error, 1e-12)));
                said.accept(String.format(
                        Locale.ROOT,
                        "  frame %d: PSNR %.2f dB, pixels %.3f ± %.3f",
                        i,
                        ratios.getLast(),
                        mean,
                        Math.sqrt(power / expected.length - mean * mean)));
            }
            add(Sample.of("frames of " + frames + " against single precision, PSNR", "dB", ratios)
                    .least(50, 0.01));
        }
    }

    /** Whether device memory stays as it is over many frames. */
    void endurance(int frames, int count) {
        try (FramePipeline pipeline = new FramePipeline(networks, kernels(), frames, true);
                SourceOnDevice source = SourceOnDevice.of(networks, kernels(), numbers(VOLUME, 1))) {
            for (int i = 0; i < frames; i++) {
                pipeline.set(i, source, numbers(63, 0.6f), numbers(63, 0.6f));
            }
            pipeline.run();
            pipeline.stream().synchronize();
            long before = device.freeBytes();
            long start = System.nanoTime();
            for (int i = 0; i < count; i += frames) {
                pipeline.run();
                pipeline.stream().synchronize();
            }
            double seconds = (System.nanoTime() - start) * 1e-9;
            add(Sample.of("frames a second over " + count + " frames", "1/s", List.of(count / seconds)));
            add(Sample.of(
                            "device memory taken in " + count + " frames",
                            "MiB",
                            List.of((before - device.freeBytes()) / 1048576.0))
                    .goal(1, 1));
        }
    }

    @Override
    public void close() {
        if (compiled != null) {
            compiled.close();
        }
        networks.close();
    }
}
