package dev.vignette.evaluator.bench;

import static dev.vignette.inference.ElementType.FLOAT32;

import dev.vignette.inference.Tensor;
import dev.vignette.inference.TensorSpec;
import dev.vignette.inference.cuda.BoundRun;
import dev.vignette.inference.cuda.CudaDevice;
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
import dev.vignette.renderer.face.ditto.device.FaceExample;
import dev.vignette.renderer.face.ditto.device.FrameKernels;
import dev.vignette.renderer.face.ditto.device.FramePipeline;
import dev.vignette.renderer.face.ditto.device.FramePrecision;
import dev.vignette.renderer.face.ditto.device.SourceOnDevice;
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
import org.jspecify.annotations.Nullable;

/**
 * Measures Ditto's networks on an NVIDIA GPU, edited and as published, and the kernels between them; and how far frames and motion are
 * from single precision on the processor. Every line is said as soon as it is known. Longer than other files because what is measured of
 * frames shares the networks, kernels and made-up inputs kept here.
 */
final class DeviceFaceBench implements AutoCloseable {
    private static final int VOLUME = 32 * 16 * 64 * 64;
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
    private final Readings readings;
    private @Nullable FrameKernels compiled;
    private double ceiling = Double.NaN;

    /**
     * @param directory with Ditto's files
     * @param cache for edited networks, plans and kernels
     * @param precision of frames
     */
    DeviceFaceBench(
            TensorRtEngine engine, Path directory, Path cache, int level, FramePrecision precision, Readings readings) {
        this.engine = engine;
        this.directory = directory;
        this.readings = readings;
        device = engine.device();
        this.cache = cache;
        networks = new DeviceNetworks(
                engine,
                network -> directory.resolve("ditto_onnx").resolve(network.file()),
                cache,
                "bench",
                level,
                precision,
                this::examples);
    }

    /** Faces like those that {@link #frameQuality} compares, but others. */
    private List<FaceExample> examples() {
        return List.of(example(), example());
    }

    private FaceExample example() {
        float[] from = readings.numbers(63, 0.4f);
        float[] to = readings.numbers(63, 0.1f);
        for (int i = 0; i < to.length; i++) {
            to[i] += from[i];
        }
        return new FaceExample(readings.numbers(VOLUME, 1), from, to);
    }

    /** The kernels between the networks, compiled at the first call. */
    FrameKernels kernels() {
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
            List<Double> rates = Readings.each(bound(product), ms -> 2.0 * ROWS * COLUMNS * INNER / ms * 1e-9);
            readings.add(Sample.of("half-precision product of 16384 × 4096 × 8192", "TFLOP/s", rates));
            ceiling = rates.stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN);
        }
    }

    private List<Double> bound(DeviceNetwork network) {
        try (DeviceScope scope = engine.scope()) {
            Map<String, DeviceTensor> inputs = new HashMap<>();
            for (TensorSpec spec : network.signature().inputs()) {
                inputs.put(spec.name(), random(scope, spec));
            }
            try (BoundRun run = network.bind(scope, inputs, Map.of())) {
                return readings.millis(scope.stream(), run::launch);
            }
        }
    }

    private DeviceTensor random(DeviceScope scope, TensorSpec spec) {
        long size = Arrays.stream(spec.shape()).reduce(1, Math::multiplyExact);
        Tensor tensor = switch (spec.type()) {
            case INT64 -> scope.longs(new long[] {499}, spec.shape());
            default -> scope.floats(readings.numbers(Math.toIntExact(size), 1), spec.shape());
        };
        if (tensor instanceof DeviceTensor on) {
            return on;
        }
        throw new IllegalStateException("A tensor of a GPU's engine lies elsewhere");
    }

    /** The networks as published, without the sampling of volumes between them: what the program's are compared with. */
    void published(int frames) {
        double together = published("decoder", networks.decoder(frames), frames)
                + published("hourglass", networks.plainDense(frames), frames)
                + published("refinement", networks.refine(frames), frames);
        readings.add(Sample.of(
                "frames a second as published, without sampling, " + frames + " at once",
                "1/s",
                List.of(1000 / together)));
    }

    /** @return the median of a frame's milliseconds */
    private double published(String name, DeviceNetwork network, int frames) {
        List<Double> times = Readings.each(bound(network), ms -> ms / frames);
        Sample sample = Sample.of(name + " as published, a frame of " + frames, "ms", times);
        readings.add(sample);
        return sample.quantile(0.5);
    }

    /** All stages between key points and image, each for itself and then together. */
    void frames(int frames, double goal) {
        try (FramePipeline pipeline = new FramePipeline(networks, kernels(), frames, true);
                SourceOnDevice source = SourceOnDevice.of(networks, kernels(), readings.numbers(VOLUME, 1))) {
            for (int i = 0; i < frames; i++) {
                pipeline.set(i, source, readings.numbers(63, 0.6f), readings.numbers(63, 0.6f));
            }
            pipeline.run();
            List<Double> whole = readings.millis(pipeline.stream(), pipeline::run);
            List<Double> rate = Readings.each(whole, ms -> 1000.0 * frames / ms);
            Sample sample = Sample.of("frames a second, " + frames + " at once", "1/s", rate);
            readings.add(goal > 0 ? sample.least(goal, 0.5) : sample);
            pipeline.stages().forEach((name, stage) -> {
                List<Double> times = Readings.each(readings.millis(pipeline.stream(), stage), ms -> ms / frames);
                readings.add(Sample.of(name + ", a frame of " + frames, "ms", times));
            });
            if (!Double.isNaN(ceiling)) {
                readings.add(Sample.of(
                        "share of the product's rate that the published work takes, " + frames + " at once",
                        "%",
                        Readings.each(whole, ms -> 100 * (DECODER_GFLOP + WARP_GFLOP) * frames / ms / ceiling)));
            }
            readings.add(Sample.of(
                    "device memory in use", "MiB", List.of((device.memoryBytes() - device.freeBytes()) / 1048576.0)));
        }
    }

    /** Frames against the whole networks on the processor in single precision. */
    void frameQuality(int frames, int compared) {
        float[] volume = readings.numbers(VOLUME, 1);
        List<float[]> froms = new ArrayList<>();
        List<float[]> tos = new ArrayList<>();
        List<float[]> made = new ArrayList<>();
        try (FramePipeline pipeline = new FramePipeline(networks, kernels(), frames, false);
                SourceOnDevice source = SourceOnDevice.of(networks, kernels(), volume);
                DeviceScope scope = engine.scope(pipeline.stream())) {
            for (int i = 0; i < frames; i++) {
                froms.add(readings.numbers(63, 0.4f));
                float[] to = readings.numbers(63, 0.1f);
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
                readings.say(String.format(
                        Locale.ROOT,
                        "  frame %d: PSNR %.2f dB, pixels %.3f ± %.3f",
                        i,
                        ratios.getLast(),
                        mean,
                        Math.sqrt(power / expected.length - mean * mean)));
            }
            readings.add(Sample.of("frames of " + frames + " against single precision, PSNR", "dB", ratios)
                    .least(50, 0.01));
        }
    }

    /** Whether device memory stays as it is over many frames. */
    void endurance(int frames, int count) {
        try (FramePipeline pipeline = new FramePipeline(networks, kernels(), frames, true);
                SourceOnDevice source = SourceOnDevice.of(networks, kernels(), readings.numbers(VOLUME, 1))) {
            for (int i = 0; i < frames; i++) {
                pipeline.set(i, source, readings.numbers(63, 0.6f), readings.numbers(63, 0.6f));
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
            readings.add(Sample.of("frames a second over " + count + " frames", "1/s", List.of(count / seconds)));
            readings.add(Sample.of(
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
