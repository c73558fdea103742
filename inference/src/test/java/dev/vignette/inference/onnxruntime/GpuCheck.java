package dev.vignette.inference.onnxruntime;

import dev.vignette.inference.ElementType;
import dev.vignette.inference.Engine;
import dev.vignette.inference.Network;
import dev.vignette.inference.SmallNetworks;
import dev.vignette.inference.Tensor;
import dev.vignette.inference.TensorScope;
import dev.vignette.inference.TensorSpec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Runs networks on the first GPU and on the processor with the same numbers, and prints the greatest difference relative to
 * the greatest value, and the times with the copies to and from the host. For a machine with a GPU, by hand:
 * {@code GpuCheck [FILE.onnx …] [NAME=SIZE,SIZE …]}, where a shape replaces open dimensions, which are 1 otherwise.
 */
final class GpuCheck {
    private static final double TOLERANCE = 0.01;
    private static final int RUNS = 20;

    private GpuCheck() {}

    public static void main(String[] arguments) throws IOException {
        Map<String, long[]> shapes = new HashMap<>();
        for (String argument : arguments) {
            if (argument.contains("=")) {
                String[] parts = argument.split("=", 2);
                shapes.put(
                        parts[0],
                        Arrays.stream(parts[1].split(","))
                                .mapToLong(Long::parseLong)
                                .toArray());
            }
        }
        Path[] files = Arrays.stream(arguments)
                .filter(argument -> !argument.contains("="))
                .map(Path::of)
                .toArray(Path[]::new);
        if (files.length == 0) {
            shapes.put("x", new long[] {512, 1024});
            files = new Path[] {SmallNetworks.wide(Files.createTempDirectory("gpu-check"), 1024)};
        }
        boolean same = true;
        try (Engine cpu = OnnxRuntimeEngine.cpu();
                Engine gpu = OnnxRuntimeEngine.cuda(0)) {
            for (Path file : files) {
                same &= compare(cpu, gpu, file, shapes);
            }
        }
        System.exit(same ? 0 : 1);
    }

    private static boolean compare(Engine cpu, Engine gpu, Path file, Map<String, long[]> shapes) {
        try (Network first = cpu.open(file, file.getFileName().toString());
                Network second = gpu.open(file, file.getFileName().toString());
                TensorScope host = cpu.scope();
                TensorScope device = gpu.scope()) {
            Set<String> wanted =
                    first.signature().outputs().stream().map(TensorSpec::name).collect(Collectors.toSet());
            Map<String, Tensor> expected = first.run(host, inputs(host, first, shapes), wanted);
            Map<String, Tensor> inputs = inputs(device, second, shapes);
            Map<String, Tensor> given = second.run(device, inputs, wanted);
            double milliseconds = time(gpu, second, inputs, wanted);
            boolean same = true;
            for (String output : wanted) {
                if (expected.get(output).type() == ElementType.FLOAT32) {
                    double difference = difference(
                            expected.get(output).floats(), given.get(output).floats());
                    same &= difference <= TOLERANCE;
                    System.out.printf(
                            Locale.ROOT,
                            "%-40s %-24s difference %.2e  %.2f ms%n",
                            file.getFileName(),
                            output,
                            difference,
                            milliseconds);
                }
            }
            return same;
        }
    }

    private static double time(Engine engine, Network network, Map<String, Tensor> inputs, Set<String> wanted) {
        double best = Double.MAX_VALUE;
        for (int i = 0; i < RUNS; i++) {
            long begun = System.nanoTime();
            try (TensorScope scope = engine.scope()) {
                network.run(scope, inputs, wanted).values().forEach(Tensor::bytes);
            }
            best = Math.min(best, (System.nanoTime() - begun) / 1e6);
        }
        return best;
    }

    private static double difference(FloatBuffer expected, FloatBuffer given) {
        double greatest = 0;
        double scale = 1e-6;
        for (int i = 0; i < expected.limit(); i++) {
            greatest = Math.max(greatest, Math.abs(expected.get(i) - given.get(i)));
            scale = Math.max(scale, Math.abs(expected.get(i)));
        }
        return greatest / scale;
    }

    /** Uniform numbers from -1 to 1 where they are floats, zeros elsewhere. */
    private static Map<String, Tensor> inputs(TensorScope scope, Network network, Map<String, long[]> shapes) {
        Random random = new Random(1);
        Map<String, Tensor> inputs = new HashMap<>();
        for (TensorSpec spec : network.signature().inputs()) {
            long[] shape = shapes.getOrDefault(
                    spec.name(),
                    Arrays.stream(spec.shape()).map(size -> Math.max(1, size)).toArray());
            int size = Math.toIntExact(Arrays.stream(shape).reduce(1, Math::multiplyExact));
            ByteBuffer bytes = ByteBuffer.allocate(size * spec.type().bytes()).order(ByteOrder.nativeOrder());
            for (int i = 0; i < size && spec.type() == ElementType.FLOAT32; i++) {
                bytes.putFloat(4 * i, random.nextFloat(-1, 1));
            }
            inputs.put(spec.name(), scope.bytes(spec.type(), bytes, shape));
        }
        return inputs;
    }
}
