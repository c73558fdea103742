package dev.vignette.renderer.face.ditto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vignette.inference.Network;
import dev.vignette.inference.Tensor;
import dev.vignette.inference.TensorScope;
import dev.vignette.inference.TensorSpec;
import dev.vignette.inference.graph.GraphSurgery;
import dev.vignette.inference.graph.OnnxFile;
import dev.vignette.renderer.face.ditto.network.DittoNetwork;
import dev.vignette.renderer.face.ditto.standin.DittoStandIn;
import dev.vignette.renderer.face.ditto.standin.DittoStandIn.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Edited networks give what the files give, item by item. */
class NetworkSurgeryTest {
    private static final int DIFFERENT = 2;
    private static final int[] BATCHES = {1, 3, 8};

    @TempDir
    private Path home;

    @ParameterizedTest
    @CsvSource({
        "WARP_NETWORK, MINI",
        "WARP_NETWORK, PUPPET",
        "DECODER, MINI",
        "DECODER, PUPPET",
        "STITCH_NETWORK, MINI",
        "LMDM, MINI",
        "LMDM, PUPPET"
    })
    void anEditedNetworkGivesTheSameForEveryItem(DittoNetwork one, Kind kind) {
        Path original = home.resolve("original.onnx");
        DittoStandIn.write(original, one, kind, 7);
        Set<String> items = one.contract().inputs().stream()
                .map(TensorSpec::name)
                .filter(name -> !name.equals("time_cond"))
                .collect(Collectors.toSet());
        Path edited = home.resolve("edited.onnx");
        OnnxFile newer = GraphSurgery.raiseOpset(OnnxFile.read(original), 20);
        assertThat(newer.opset()).isEqualTo(20);
        GraphSurgery.openBatch(newer, items).write(edited);
        List<Map<String, float[]>> inputs = new ArrayList<>();
        for (int i = 0; i < DIFFERENT; i++) {
            inputs.add(random(one, i));
        }
        try (Network before = Puppets.ENGINE.open(original, one.contract());
                Network after = Puppets.ENGINE.open(edited, one.contract())) {
            List<Map<String, float[]>> expected = new ArrayList<>();
            inputs.forEach(input -> expected.add(run(before, one, List.of(input))));
            // Sampling a picture of noise multiplies the rounding of the coordinates by its 256 pixels.
            float tolerance = one == DittoNetwork.WARP_NETWORK && kind == Kind.PUPPET ? 1e-4f : 1e-5f;
            for (int count : BATCHES) {
                List<Map<String, float[]>> many = new ArrayList<>();
                for (int i = 0; i < count; i++) {
                    many.add(inputs.get(i % DIFFERENT));
                }
                run(after, one, many).forEach((name, values) -> {
                    for (int i = 0; i < values.length; i++) {
                        int size = values.length / many.size();
                        float[] alone = expected.get(i / size % DIFFERENT).get(name);
                        float most = tolerance * Math.max(1, Math.abs(alone[i % size]));
                        if (Math.abs(values[i] - alone[i % size]) > most) {
                            assertThat(values[i])
                                    .as("%s %s of %s items, number %s", one, name, many.size(), i)
                                    .isCloseTo(alone[i % size], within(most));
                        }
                    }
                });
            }
        }
    }

    private static Map<String, float[]> run(Network network, DittoNetwork one, List<Map<String, float[]>> items) {
        try (TensorScope scope = Puppets.ENGINE.scope()) {
            Map<String, Tensor> inputs = new HashMap<>();
            for (TensorSpec spec : one.contract().inputs()) {
                if (spec.name().equals("time_cond")) {
                    inputs.put(spec.name(), scope.longs(new long[] {599}, 1));
                    continue;
                }
                int size = items.getFirst().get(spec.name()).length;
                float[] all = new float[size * items.size()];
                for (int i = 0; i < items.size(); i++) {
                    System.arraycopy(items.get(i).get(spec.name()), 0, all, i * size, size);
                }
                long[] shape = spec.shape();
                shape[0] = items.size();
                inputs.put(spec.name(), scope.floats(all, shape));
            }
            Map<String, float[]> values = new HashMap<>();
            Set<String> names =
                    one.contract().outputs().stream().map(TensorSpec::name).collect(Collectors.toSet());
            network.run(scope, inputs, names).forEach((name, tensor) -> {
                assertThat(tensor.shape()[0]).isEqualTo(items.size());
                float[] numbers = new float[(int) tensor.size()];
                tensor.floats().get(numbers);
                values.put(name, numbers);
            });
            return values;
        }
    }

    private static Map<String, float[]> random(DittoNetwork one, int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Map<String, float[]> values = new HashMap<>();
        for (TensorSpec spec : one.contract().inputs()) {
            float[] numbers = new float[(int) Arrays.stream(spec.shape()).reduce(1, Math::multiplyExact)];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = random.nextFloat() - 0.5f;
            }
            values.put(spec.name(), numbers);
        }
        return values;
    }
}
