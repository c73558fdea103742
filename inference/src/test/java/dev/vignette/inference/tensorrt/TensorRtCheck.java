package dev.vignette.inference.tensorrt;

import static dev.vignette.inference.ElementType.FLOAT32;

import dev.vignette.inference.Engine;
import dev.vignette.inference.Network;
import dev.vignette.inference.Tensor;
import dev.vignette.inference.TensorScope;
import dev.vignette.inference.cuda.BoundRun;
import dev.vignette.inference.cuda.CudaEvent;
import dev.vignette.inference.cuda.CudaStream;
import dev.vignette.inference.cuda.DeviceNetwork;
import dev.vignette.inference.cuda.DeviceScope;
import dev.vignette.inference.cuda.DeviceTensor;
import dev.vignette.inference.graph.Dimension;
import dev.vignette.inference.graph.GraphBuilder;
import dev.vignette.inference.graph.OnnxFile;
import dev.vignette.inference.onnxruntime.OnnxRuntimeEngine;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Builds a network of twelve convolutions with instance norms (the make-up of Ditto's decoder, made-up weights) in each
 * precision and prints the distance from ONNX Runtime in single precision on the processor, build and load times, and the time
 * of a run started one by one and as a graph. For a machine with a GPU, by hand: {@code TensorRtCheck FOLDER}.
 */
final class TensorRtCheck {
    private static final int CHANNELS = 256;
    private static final int SIDE = 64;
    private static final int LAYERS = 12;
    private static final int RUNS = 50;

    private TensorRtCheck() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createDirectories(Path.of(arguments.length == 0 ? "tensorrt-check" : arguments[0]));
        Path file = network(folder);
        float[] input = numbers(new Random(7), CHANNELS * SIDE * SIDE, 1);
        float[] exact = onProcessor(file, input);
        BuildListener told = new BuildListener() {
            @Override
            public void ends(String network, Duration took, long planBytes) {
                System.out.printf(
                        Locale.ROOT,
                        "built %s in %.1f s, plan %.1f MB%n",
                        network,
                        took.toMillis() / 1e3,
                        planBytes / 1e6);
            }
        };
        try (TensorRtEngine engine =
                TensorRtEngine.open(0, TensorRtSettings.in(folder).telling(told))) {
            System.out.println(engine.name() + " on " + engine.device());
            List<BuildOptions> all = List.of(
                    BuildOptions.of(Precision.FP16),
                    BuildOptions.of(Precision.FP16)
                            .keeping(PrecisionRule.ofType("NORMALIZATION"), PrecisionRule.named("norm*")),
                    BuildOptions.of(Precision.TF32),
                    BuildOptions.of(Precision.FP32));
            for (BuildOptions options : all) {
                measure(engine, file, options, input, exact);
            }
        }
    }

    private static void measure(TensorRtEngine engine, Path file, BuildOptions options, float[] input, float[] exact) {
        engine.open(file, "convolutions", options).close();
        long begin = System.nanoTime();
        try (DeviceNetwork network = engine.open(file, "convolutions", options)) {
            double load = (System.nanoTime() - begin) / 1e6;
            try (CudaStream stream = engine.device().stream();
                    DeviceScope scope = engine.scope(stream)) {
                Tensor x = scope.floats(input, 1, CHANNELS, SIDE, SIDE);
                FloatBuffer y =
                        network.run(scope, Map.of("x", x), Set.of("y")).get("y").floats();
                DeviceTensor out = scope.device(FLOAT32, 1, CHANNELS, SIDE, SIDE);
                try (BoundRun run = network.bind(scope, Map.of("x", x), Map.of("y", out))) {
                    double single = millis(stream, run::enqueue);
                    double graph = millis(stream, run::launch);
                    double host = hostMillis(stream, run::enqueue);
                    double hostGraph = hostMillis(stream, run::launch);
                    System.out.printf(
                            Locale.ROOT,
                            "%s%s: PSNR %.1f dB, greatest difference %.2e of the greatest value, load %.0f ms, run %.3f ms"
                                    + " (processor %.3f), graph %.3f ms (processor %.3f), graph as by itself %s%n",
                            options.precision(),
                            options.exact().isEmpty() ? "" : " with norms in FP32",
                            psnr(y, exact),
                            difference(y, exact),
                            load,
                            single,
                            host,
                            graph,
                            hostGraph,
                            difference(out.floats(), array(y)) == 0 ? "exactly" : "NOT exactly");
                }
            }
        }
    }

    private static double millis(CudaStream stream, Runnable run) {
        for (int i = 0; i < 5; i++) {
            run.run();
        }
        try (CudaEvent start = CudaEvent.timing(stream.device());
                CudaEvent end = CudaEvent.timing(stream.device())) {
            start.record(stream);
            for (int i = 0; i < RUNS; i++) {
                run.run();
            }
            end.record(stream);
            return end.millisSince(start) / RUNS;
        }
    }

    /** What a run costs the processor. */
    private static double hostMillis(CudaStream stream, Runnable run) {
        stream.synchronize();
        long begin = System.nanoTime();
        for (int i = 0; i < RUNS; i++) {
            run.run();
        }
        double millis = (System.nanoTime() - begin) / 1e6 / RUNS;
        stream.synchronize();
        return millis;
    }

    private static float[] onProcessor(Path file, float[] input) {
        try (Engine engine = OnnxRuntimeEngine.cpu();
                Network network = engine.open(file, "convolutions");
                TensorScope scope = engine.scope()) {
            Tensor x = scope.floats(input, 1, CHANNELS, SIDE, SIDE);
            return array(
                    network.run(scope, Map.of("x", x), Set.of("y")).get("y").floats());
        }
    }

    private static float[] array(FloatBuffer buffer) {
        float[] values = new float[buffer.limit()];
        buffer.get(0, values);
        return values;
    }

    private static double difference(FloatBuffer values, float[] exact) {
        double most = 0;
        double greatest = 0;
        for (int i = 0; i < exact.length; i++) {
            most = Math.max(most, Math.abs(values.get(i) - exact[i]));
            greatest = Math.max(greatest, Math.abs(exact[i]));
        }
        return most / greatest;
    }

    /** Of outputs between 0 and 1. */
    private static double psnr(FloatBuffer values, float[] exact) {
        double squares = 0;
        for (int i = 0; i < exact.length; i++) {
            double d = values.get(i) - exact[i];
            squares += d * d;
        }
        return -10 * Math.log10(squares / exact.length);
    }

    private static Path network(Path folder) {
        Random random = new Random(1);
        GraphBuilder graph = GraphBuilder.named("convolutions").standIn();
        graph.input("x", FLOAT32, Dimension.of(1), Dimension.of(CHANNELS), Dimension.of(SIDE), Dimension.of(SIDE));
        String gain = graph.floats("gain", filled(CHANNELS, 1), CHANNELS);
        String bias = graph.floats("bias", filled(CHANNELS, 0), CHANNELS);
        String value = "x";
        for (int i = 0; i < LAYERS; i++) {
            String weights = graph.floats(
                    "w" + i,
                    numbers(random, CHANNELS * CHANNELS * 9, (float) Math.sqrt(2.0 / (CHANNELS * 9))),
                    CHANNELS,
                    CHANNELS,
                    3,
                    3);
            String convolved = graph.node("Conv")
                    .name("conv" + i)
                    .inputs(value, weights)
                    .with("pads", new long[] {1, 1, 1, 1})
                    .output();
            String normed = graph.node("InstanceNormalization")
                    .name("norm" + i)
                    .inputs(convolved, gain, bias)
                    .output();
            value = graph.node("LeakyRelu")
                    .name("act" + i)
                    .inputs(normed)
                    .with("alpha", 0.2f)
                    .output();
        }
        graph.node("Sigmoid").inputs(value).outputs("y");
        graph.output("y", FLOAT32, Dimension.of(1), Dimension.of(CHANNELS), Dimension.of(SIDE), Dimension.of(SIDE));
        Path file = folder.resolve("convolutions.onnx");
        new OnnxFile(graph.model()).write(file);
        return file;
    }

    private static float[] filled(int count, float value) {
        float[] values = new float[count];
        java.util.Arrays.fill(values, value);
        return values;
    }

    private static float[] numbers(Random random, int count, float scale) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = scale * (float) random.nextGaussian();
        }
        return values;
    }
}
