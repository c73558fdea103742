package dev.vignette.renderer.face.ditto.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vignette.inference.calibration.Quantization;
import dev.vignette.inference.graph.Convolution;
import dev.vignette.inference.graph.GraphSurgery;
import dev.vignette.inference.graph.OnnxFile;
import dev.vignette.renderer.face.ditto.network.DittoNetwork;
import dev.vignette.renderer.face.ditto.network.DittoNetworks;
import dev.vignette.renderer.face.ditto.standin.DittoStandIn;
import dev.vignette.renderer.face.ditto.standin.DittoStandIn.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What of the smallest stand-in is computed with eight bits keeps the quality that was asked for, in frames. */
class EightBitMaskTest extends EditedNetworks {
    private static final int LAYER = WarpParts.SIDE * WarpParts.SIDE;
    private static final int PLACES = WarpParts.DEPTH * LAYER;

    private int asked;

    private List<FaceExample> faces() {
        asked++;
        float[] from = numbers(63, 0.8f);
        float[] to = from.clone();
        float[] ways = numbers(63, 0.2f);
        for (int i = 0; i < to.length; i++) {
            to[i] += ways[i];
        }
        return List.of(new FaceExample(numbers(32 * 16 * 64 * 64, 2), from, to));
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
        WarpParts warp = WarpParts.of(standIn(DittoNetwork.WARP_NETWORK, Kind.MINI));
        DecoderParts decoder = DecoderParts.of(standIn(DittoNetwork.DECODER, Kind.MINI));
        FramePrecision precision = FramePrecision.parse("int8:45");
        EightBitMask eight = new EightBitMask(precision, () -> warp, () -> decoder, this::faces, home, one -> true);
        OnnxFile rounded = eight.rounded(warp.mask(1));
        assertThat(asked).isEqualTo(1);
        Quantization choice = Quantization.read(home.resolve("mask-int8-45.json"));
        assertThat(choice.ranges()).isNotEmpty();
        // The same names at any number of frames: what was chosen for one is for all.
        assertThat(GraphSurgery.convolutions(warp.mask(8)))
                .extracting(Convolution::output)
                .containsAll(choice.ranges().keySet());

        FaceExample face = faces().getFirst();
        float[] compressed =
                run(warp.source(), Map.of("feature_3d", face.appearance())).get(WarpParts.COMPRESSED);
        float[] rows = DenseMotion.sparse(compressed, warp.compressed(), face.from(), face.to());
        float[] sparse = ChannelsLast.planes(rows, PLACES, warp.sparse());
        Map<String, float[]> moved = run(warp.hourglass(1), Map.of(WarpParts.SPARSE, sparse));
        float[] hidden = ChannelsLast.rows(moved.get(WarpParts.HIDDEN), PLACES, warp.hidden());
        float[] layers = ChannelsLast.planes(hidden, LAYER, warp.hidden());
        float[][] frames = new float[2][];
        for (int i = 0; i < 2; i++) {
            float[] mask = run(i == 0 ? warp.mask(1) : rounded, Map.of(WarpParts.HIDDEN, layers))
                    .get(WarpParts.MASK);
            float[] sampled = DenseMotion.deform(
                    ChannelsLast.rows(mask, LAYER, warp.parts()),
                    warp.taps(),
                    warp.bias(),
                    face.appearance(),
                    face.from(),
                    face.to());
            float[] occlusion = moved.get(WarpParts.OCCLUSION);
            float[] feature = run(warp.refine(1), Map.of(WarpParts.SAMPLED, sampled, WarpParts.OCCLUSION, occlusion))
                    .get("out");
            frames[i] = run(decoder.decoder(1), Map.of("feature", feature)).get("output");
        }
        // Another face than it was calibrated with, hence a little less may be kept.
        assertThat(decibels(frames[0], frames[1])).isBetween(43.0, 130.0);

        EightBitMask again = new EightBitMask(
                precision,
                () -> warp,
                () -> decoder,
                () -> {
                    throw new AssertionError("the choice is kept");
                },
                home);
        assertThat(again.rounded(warp.mask(1))).isEqualTo(rounded);
        try (Stream<Path> left = Files.list(home)) {
            assertThat(left.map(file -> file.getFileName().toString()))
                    .noneMatch(name -> name.startsWith("calibrated") || name.startsWith("exact-"));
        }
    }

    @Test
    void portraitsOfTheBuiltInAvatarsAreExamples() throws IOException {
        Path directory = Files.createDirectory(home.resolve("ditto"));
        DittoStandIn.write(directory, Kind.MINI, 7);
        try (DittoNetworks networks = new DittoNetworks(engine, directory)) {
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
