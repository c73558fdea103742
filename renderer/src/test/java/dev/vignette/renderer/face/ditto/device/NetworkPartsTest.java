package dev.vignette.renderer.face.ditto.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vignette.inference.ElementType;
import dev.vignette.inference.InferenceException;
import dev.vignette.inference.Network;
import dev.vignette.inference.Tensor;
import dev.vignette.inference.TensorScope;
import dev.vignette.inference.TensorSpec;
import dev.vignette.inference.graph.Dimension;
import dev.vignette.inference.graph.GraphBuilder;
import dev.vignette.inference.graph.GraphSurgery;
import dev.vignette.inference.graph.OnnxFile;
import dev.vignette.inference.onnxruntime.OnnxRuntimeEngine;
import dev.vignette.renderer.face.ditto.network.DittoNetwork;
import dev.vignette.renderer.face.ditto.standin.DittoStandIn;
import dev.vignette.renderer.face.ditto.standin.DittoStandIn.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The parts of the networks, put together again by plain Java, give what the networks give. */
class NetworkPartsTest {
    private static final OnnxRuntimeEngine ENGINE = OnnxRuntimeEngine.cpu();

    @TempDir
    private Path home;

    private final SplittableRandom random = new SplittableRandom(11);

    @AfterAll
    static void close() {
        ENGINE.close();
    }

    private OnnxFile standIn(DittoNetwork network, Kind kind) {
        Path file = home.resolve(network.file());
        DittoStandIn.write(file, network, kind, 7);
        return OnnxFile.read(file);
    }

    private float[] numbers(int count, float width) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (random.nextFloat() - 0.5f) * width;
        }
        return values;
    }

    private Map<String, float[]> run(OnnxFile file, Map<String, float[]> inputs) {
        Path path = home.resolve("part.onnx");
        file.write(path);
        try (Network network = ENGINE.open(path, "part");
                TensorScope scope = ENGINE.scope()) {
            Map<String, Tensor> tensors = new HashMap<>();
            for (TensorSpec spec : network.signature().inputs()) {
                float[] values = inputs.get(spec.name());
                long[] shape = spec.shape();
                tensors.put(
                        spec.name(),
                        spec.type() == ElementType.INT64
                                ? scope.longs(new long[] {(long) values[0]}, shape)
                                : scope.floats(values, shape));
            }
            Map<String, float[]> outputs = new HashMap<>();
            network.run(
                            scope,
                            tensors,
                            network.signature().outputs().stream()
                                    .map(TensorSpec::name)
                                    .collect(Collectors.toSet()))
                    .forEach((name, tensor) -> {
                        float[] values = new float[(int) tensor.size()];
                        tensor.floats().get(values);
                        outputs.put(name, values);
                    });
            return outputs;
        }
    }

    private static void assertSame(float[] expected, float[] actual, float tolerance) {
        assertThat(actual).hasSameSizeAs(expected);
        float most = 0;
        float widest = 0;
        for (int i = 0; i < expected.length; i++) {
            most = Math.max(most, Math.abs(expected[i] - actual[i]));
            widest = Math.max(widest, Math.abs(expected[i]));
        }
        assertThat(most).isLessThanOrEqualTo(tolerance * Math.max(1, widest));
        assertThat(widest).isPositive();
    }

    private static float[] joined(float[] one, float[] other) {
        float[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    /** Two frames of two pictures at once. */
    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"MINI", "PUPPET"})
    void theWarpNetworkIsCutWhereItSamples(Kind kind) {
        OnnxFile warp = standIn(DittoNetwork.WARP_NETWORK, kind);
        if (kind == Kind.PUPPET) {
            // Made by hand, without dense motion.
            assertThatThrownBy(() -> WarpParts.of(warp))
                    .isInstanceOf(InferenceException.class)
                    .hasMessageContaining("otherwise than published");
            return;
        }
        WarpParts parts = WarpParts.of(warp);
        List<float[]> whole = new ArrayList<>();
        float[] planes = {};
        List<float[]> features = new ArrayList<>();
        List<float[]> froms = new ArrayList<>();
        List<float[]> tos = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            float[] feature = numbers(32 * 16 * 64 * 64, 2);
            float[] from = numbers(63, 1.6f);
            float[] to = numbers(63, 1.6f);
            features.add(feature);
            froms.add(from);
            tos.add(to);
            whole.add(run(warp, Map.of("feature_3d", feature, "kp_source", from, "kp_driving", to))
                    .get("out"));
            float[] compressed =
                    run(parts.source(), Map.of("feature_3d", feature)).get(WarpParts.COMPRESSED);
            planes = joined(planes, DenseMotion.sparse(compressed, parts.compressed(), from, to));
        }
        Map<String, float[]> dense = run(parts.dense(2), Map.of(WarpParts.SPARSE, planes));
        float[] masks = dense.get(WarpParts.MASK);
        float[] sampled = {};
        for (int i = 0; i < 2; i++) {
            float[] mask = Arrays.copyOfRange(masks, i * masks.length / 2, (i + 1) * masks.length / 2);
            sampled = joined(
                    sampled,
                    DenseMotion.deform(mask, parts.taps(), parts.bias(), features.get(i), froms.get(i), tos.get(i)));
        }
        float[] out = run(
                        parts.refine(2),
                        Map.of(WarpParts.SAMPLED, sampled, WarpParts.OCCLUSION, dense.get(WarpParts.OCCLUSION)))
                .get("out");
        assertSame(joined(whole.get(0), whole.get(1)), out, 1e-5f);
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"MINI", "PUPPET"})
    void theDecoderIsEditedWithoutChange(Kind kind) {
        OnnxFile decoder = standIn(DittoNetwork.DECODER, kind);
        DecoderParts parts = DecoderParts.of(decoder);
        float[] first = numbers(256 * 64 * 64, 2);
        float[] second = numbers(256 * 64 * 64, 2);
        float[] expected = joined(
                run(decoder, Map.of("feature", first)).get("output"),
                run(decoder, Map.of("feature", second)).get("output"));
        assertSame(
                expected,
                run(parts.decoder(2), Map.of("feature", joined(first, second))).get("output"),
                1e-5f);
        assertSame(
                expected,
                run(parts.byPhase().decoder(2), Map.of("feature", joined(first, second)))
                        .get("output"),
                1e-5f);
        if (kind == Kind.MINI) {
            assertThat(parts.byPhase().decoder().model().getGraph().getNodeList())
                    .filteredOn(node -> node.getOpType().equals("Resize"))
                    .allMatch(node -> !node.getInput(0).equals("feature"));
        }
    }

    /** What lies between the decoder's convolutions is what the kernels do, here in plain Java. */
    @Test
    void theDecoderIsCutAtItsNormalisations() {
        OnnxFile decoder = standIn(DittoNetwork.DECODER, Kind.MINI);
        SpadeDecoder cut = SpadeDecoder.of(decoder);
        assertThat(cut.steps())
                .filteredOn(step -> step instanceof SpadeDecoder.Spread)
                .hasSize(3);
        assertThat(cut.steps())
                .filteredOn(step -> step instanceof SpadeDecoder.Grid)
                .hasSize(3);
        float[] feature = numbers(256 * 64 * 64, 2);
        assertSame(run(decoder, Map.of("feature", feature)).get("output"), decoded(cut, feature), 1e-5f);
    }

    /** Maps have their channels last here as on the GPU, and first in networks. */
    private float[] decoded(SpadeDecoder cut, float[] feature) {
        Map<String, float[]> maps = new HashMap<>(Map.of(SpadeDecoder.FEATURE, turned(feature, 256, 64 * 64)));
        Map<String, float[]> moments = new HashMap<>();
        float[] image = {};
        for (SpadeDecoder.Step step : cut.steps()) {
            switch (step) {
                case SpadeDecoder.Convolve convolve -> {
                    Map<String, float[]> inputs = new HashMap<>();
                    for (SpadeDecoder.Maps one : convolve.inputs()) {
                        float[] all = maps.get(one.name());
                        int from = one.shift() * one.channels();
                        inputs.put(
                                one.tensor(),
                                turned(
                                        Arrays.copyOfRange(all, from, from + all.length),
                                        one.height() * one.width(),
                                        one.channels()));
                    }
                    Map<String, float[]> outputs = run(convolve.file(1, ElementType.FLOAT32), inputs);
                    for (SpadeDecoder.Maps one : convolve.outputs()) {
                        maps.put(
                                one.name(),
                                turned(outputs.get(one.name()), one.channels(), one.height() * one.width()));
                    }
                }
                case SpadeDecoder.Measure(SpadeDecoder.Maps x, float epsilon) ->
                    moments.put(x.name(), Spade.moments(maps.get(x.name()), x.channels(), epsilon));
                case SpadeDecoder.Modulate(
                        SpadeDecoder.Maps x,
                        SpadeDecoder.Maps modulation,
                        SpadeDecoder.Maps y,
                        float slope) ->
                    maps.put(
                            y.name(),
                            Spade.modulate(
                                    maps.get(x.name()),
                                    moments.get(x.name()),
                                    maps.get(modulation.name()),
                                    y.channels(),
                                    y.height(),
                                    y.height() / x.height(),
                                    y.height() / modulation.height(),
                                    slope));
                case SpadeDecoder.Grid grid ->
                    maps.put(
                            grid.out().name(),
                            Spade.grid(
                                    parts(grid.parts(), maps),
                                    SpadeDecoder.SIDE,
                                    grid.map(),
                                    grid.maps(),
                                    grid.out().channels()));
                case SpadeDecoder.Spread spread -> {
                    maps.put(
                            spread.out().name(),
                            Spade.spread(
                                    parts(spread.parts(), maps),
                                    SpadeDecoder.SIDE,
                                    spread.factor(),
                                    spread.map(),
                                    spread.maps(),
                                    spread.out().channels()));
                }
                case SpadeDecoder.Show(SpadeDecoder.Maps head) ->
                    image = Spade.picture(maps.get(head.name()), head.height());
            }
        }
        return image;
    }

    private static Spade.Parts parts(List<SpadeDecoder.Maps> names, Map<String, float[]> maps) {
        float[][] parts = new float[4][0];
        for (int i = 0; i < names.size(); i++) {
            parts[i] = maps.get(names.get(i).name());
        }
        return new Spade.Parts(parts[0], parts[1], parts[2], parts[3]);
    }

    /** {@code [rows, columns]} to {@code [columns, rows]}. */
    private static float[] turned(float[] values, int rows, int columns) {
        float[] turned = new float[values.length];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                turned[column * rows + row] = values[row * columns + column];
            }
        }
        return turned;
    }

    @Test
    void aDecoderOfAnotherBuildIsRefused() {
        OnnxFile puppet = standIn(DittoNetwork.DECODER, Kind.PUPPET);
        assertThatThrownBy(() -> SpadeDecoder.of(puppet))
                .isInstanceOf(InferenceException.class)
                .hasMessageContaining("otherwise than published");
    }

    @Test
    void theStepsOfAWindowHoldOnlyWhatChanges() {
        OnnxFile lmdm = standIn(DittoNetwork.LMDM, Kind.MINI);
        LmdmParts parts = LmdmParts.of(lmdm);
        float[] x = numbers(80 * 265, 2);
        float[] frame = numbers(265, 2);
        float[] condition = numbers(80 * 1103, 2);
        Map<String, float[]> inputs =
                new HashMap<>(Map.of("x", x, "cond_frame", frame, "cond", condition, "time_cond", new float[] {599}));
        Map<String, float[]> whole = run(lmdm, inputs);
        Map<String, float[]> carried = run(parts.condition(), Map.of("cond", condition));
        Map<String, float[]> both = new HashMap<>(
                Map.of("x", joined(x, x), "cond_frame", joined(frame, frame), "time_cond", new float[] {599}));
        List<float[]> none = parts.none(ENGINE, home.resolve("without.onnx"));
        for (int i = 0; i < none.size(); i++) {
            String name = parts.carried().get(i).name();
            both.put(name, joined(carried.get(name), none.get(i)));
        }
        // Keys and values of the condition's tokens in the one layer of the smallest stand-in, and what its mean
        // becomes.
        assertThat(parts.carried()).hasSize(3);
        float[] starts = run(parts.pass(2), both).get(LmdmParts.START);
        float[] noise = new float[x.length];
        float[] start = new float[x.length];
        StepFactors factors = StepFactors.of(ENGINE, parts, home.resolve("noise.onnx"), new int[] {999, 599})
                .get(1);
        GuidedStep.predict(starts, x, parts.weight(), factors, start, noise);
        assertSame(whole.get("x_start"), start, 1e-5f);
        assertSame(whole.get("pred_noise"), noise, 1e-5f);
    }

    /** What the published file cuts off at its end is the batch, which several windows need. */
    @Test
    void windowsOfSoundAreEncodedTogetherAsAlone() {
        OnnxFile hubert = GraphSurgery.cut(
                standIn(DittoNetwork.HUBERT, Kind.MINI),
                List.of(TensorSpec.of(SpeechParts.SOUND, ElementType.FLOAT32, 1, 6480)),
                List.of(TensorSpec.of("encoding_out", ElementType.FLOAT32, 20, 1024)));
        OnnxFile together = GraphSurgery.cut(
                SpeechParts.of(hubert),
                List.of(TensorSpec.of(SpeechParts.SOUND, ElementType.FLOAT32, 3, 6480)),
                List.of(TensorSpec.of(SpeechParts.FEATURES, ElementType.FLOAT32, 3, 20, 1024)));
        List<float[]> windows = List.of(numbers(6480, 1), numbers(6480, 0.1f), new float[6480]);
        float[] alone = new float[0];
        float[] all = new float[0];
        for (float[] window : windows) {
            alone = joined(alone, run(hubert, Map.of("input_values", window)).get("encoding_out"));
            all = joined(all, window);
        }
        assertSame(alone, run(together, Map.of(SpeechParts.SOUND, all)).get(SpeechParts.FEATURES), 1e-5f);
    }

    @Test
    void anEncoderOfSoundOfAnotherBuildIsRefused() {
        GraphBuilder graph = GraphBuilder.named("other");
        graph.input("input_values", ElementType.FLOAT32, Dimension.all(1, 6480));
        graph.node("Relu").inputs("input_values").outputs("encoding_out");
        graph.output("encoding_out", ElementType.FLOAT32, Dimension.all(1, 6480));
        assertThatThrownBy(() -> SpeechParts.of(new OnnxFile(graph.model())))
                .isInstanceOf(InferenceException.class)
                .hasMessageContaining("ends in Relu")
                .hasMessageContaining("one by one");
    }

    @Test
    void aNetworkOfAnotherBuildIsRefused() {
        GraphBuilder graph = GraphBuilder.named("other");
        graph.input("feature_3d", ElementType.FLOAT32, Dimension.all(1, 32, 16, 64, 64));
        graph.node("Relu").inputs("feature_3d").outputs("out");
        graph.output("out", ElementType.FLOAT32, Dimension.all(1, 32, 16, 64, 64));
        assertThatThrownBy(() -> WarpParts.of(new OnnxFile(graph.model())))
                .isInstanceOf(InferenceException.class)
                .hasMessageContaining("by 0 nodes GridSample");
    }
}
