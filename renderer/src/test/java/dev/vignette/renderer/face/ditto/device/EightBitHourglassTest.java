package dev.vignette.renderer.face.ditto.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vignette.inference.Network;
import dev.vignette.inference.Tensor;
import dev.vignette.inference.TensorScope;
import dev.vignette.inference.TensorSpec;
import dev.vignette.inference.calibration.Quantization;
import dev.vignette.inference.graph.Convolution;
import dev.vignette.inference.graph.GraphSurgery;
import dev.vignette.inference.graph.OnnxFile;
import dev.vignette.inference.onnxruntime.OnnxRuntimeEngine;
import dev.vignette.renderer.face.ditto.network.DittoNetwork;
import dev.vignette.renderer.face.ditto.network.DittoNetworks;
import dev.vignette.renderer.face.ditto.standin.DittoStandIn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What of the smallest stand-in is computed with eight bits keeps the quality that was asked for, in frames. */
class EightBitHourglassTest {
    @TempDir
    private Path home;

    private final SplittableRandom random = new SplittableRandom(3);
    private int asked;

    private OnnxFile standIn(DittoNetwork network) {
        Path file = home.resolve(network.file());
        DittoStandIn.write(file, network, DittoStandIn.Kind.MINI, 7);
        return OnnxFile.read(file);
    }

    private float[] numbers(int count, float width) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (random.nextFloat() * 2 - 1) * width;
        }
        return values;
    }

    private List<FaceExample> faces() {
        asked++;
        float[] from = numbers(63, 0.4f);
        float[] to = from.clone();
        float[] ways = numbers(63, 0.1f);
        for (int i = 0; i < to.length; i++) {
            to[i] += ways[i];
        }
        return List.of(new FaceExample(numbers(32 * 16 * 64 * 64, 1), from, to));
    }

    private float[] run(OnnxRuntimeEngine engine, OnnxFile file, String output, Map<String, float[]> inputs) {
        Path path = home.resolve("run.onnx");
        file.write(path);
        try (Network network = engine.open(path, "run");
                TensorScope scope = engine.scope()) {
            Map<String, Tensor> tensors = new HashMap<>();
            for (TensorSpec spec : network.signature().inputs()) {
                tensors.put(spec.name(), scope.floats(inputs.get(spec.name()), spec.shape()));
            }
            Tensor made = network.run(scope, tensors, Set.of(output)).get(output);
            float[] values = new float[(int) made.size()];
            made.floats().get(values);
            return values;
        }
    }

    private static double decibels(float[] expected, float[] made) {
        double error = 0;
        for (int i = 0; i < expected.length; i++) {
            error += (expected[i] - made[i]) * (expected[i] - made[i]);
        }
        return 10 * Math.log10(expected.length / error);
    }

    @Test
    void framesKeepTheQualityThatWasAskedFor() throws IOException {
        WarpParts warp = WarpParts.of(standIn(DittoNetwork.WARP_NETWORK));
        DecoderParts decoder = DecoderParts.of(standIn(DittoNetwork.DECODER));
        FramePrecision precision = FramePrecision.parse("int8:45");
        EightBitHourglass eight =
                new EightBitHourglass(precision, () -> warp, () -> decoder, this::faces, home, Convolution::flat);
        OnnxFile dense = eight.dense(warp.dense(1));
        assertThat(asked).isEqualTo(1);
        Quantization hourglass = Quantization.read(home.resolve("dense-int8-45.json"));
        assertThat(hourglass.ranges()).isNotEmpty();
        assertThat(GraphSurgery.convolutions(warp.dense(1)))
                .filteredOn(one -> !one.flat())
                .extracting(one -> one.output())
                .doesNotContainAnyElementsOf(hourglass.ranges().keySet());

        FaceExample face = faces().getFirst();
        try (OnnxRuntimeEngine engine = OnnxRuntimeEngine.cpuAsWritten()) {
            float[] compressed =
                    run(engine, warp.source(), WarpParts.COMPRESSED, Map.of("feature_3d", face.appearance()));
            float[] sparse = DenseMotion.sparse(compressed, warp.compressed(), face.from(), face.to());
            float[][] frames = new float[2][];
            for (int i = 0; i < 2; i++) {
                Map<String, float[]> given = Map.of(WarpParts.SPARSE, sparse);
                OnnxFile moving = i == 0 ? warp.dense(1) : dense;
                float[] mask = run(engine, moving, WarpParts.MASK, given);
                float[] sampled =
                        DenseMotion.deform(mask, warp.taps(), warp.bias(), face.appearance(), face.from(), face.to());
                float[] feature = run(
                        engine,
                        warp.refine(1),
                        "out",
                        Map.of(
                                WarpParts.SAMPLED,
                                sampled,
                                WarpParts.OCCLUSION,
                                run(engine, moving, WarpParts.OCCLUSION, given)));
                frames[i] = run(engine, decoder.decoder(1), "output", Map.of("feature", feature));
            }
            // Another face than it was calibrated with, hence a little less may be kept.
            assertThat(decibels(frames[0], frames[1])).isBetween(43.0, 130.0);
        }

        EightBitHourglass again = new EightBitHourglass(
                precision,
                () -> warp,
                () -> decoder,
                () -> {
                    throw new AssertionError("the choice is kept");
                },
                home);
        assertThat(again.dense(warp.dense(1))).isEqualTo(dense);
        try (Stream<Path> left = Files.list(home)) {
            assertThat(left.map(file -> file.getFileName().toString()))
                    .noneMatch(name -> name.startsWith("calibrated") || name.startsWith("exact-"));
        }
    }

    @Test
    void portraitsOfTheBuiltInAvatarsAreExamples() throws IOException {
        Path directory = Files.createDirectory(home.resolve("ditto"));
        DittoStandIn.write(directory, DittoStandIn.Kind.MINI, 7);
        try (OnnxRuntimeEngine engine = OnnxRuntimeEngine.cpu();
                DittoNetworks networks = new DittoNetworks(engine, directory)) {
            List<FaceExample> examples = PortraitExamples.of(networks);
            assertThat(examples).hasSizeGreaterThan(1);
            for (FaceExample example : examples) {
                double way = 0;
                for (int i = 0; i < 63; i++) {
                    way = Math.max(way, Math.abs(example.to()[i] - example.from()[i]));
                }
                assertThat(way).isCloseTo(0.1, within(0.3));
                assertThat(way).isPositive();
            }
            assertThat(examples.get(0).appearance())
                    .isNotEqualTo(examples.get(1).appearance());
        }
    }
}
