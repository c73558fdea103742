package dev.vignette.renderer.face.ditto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.inference.Network;
import dev.vignette.inference.Tensor;
import dev.vignette.inference.TensorScope;
import dev.vignette.inference.TensorSpec;
import dev.vignette.inference.onnxruntime.OnnxRuntimeEngine;
import dev.vignette.renderer.face.ditto.network.DittoNetwork;
import dev.vignette.renderer.face.ditto.standin.DittoStandIn;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StandInsTest {
    @TempDir
    private Path home;

    @ParameterizedTest
    @EnumSource(
            value = DittoStandIn.Kind.class,
            names = {"MINI", "PUPPET"})
    void everyNetworkHasThePublishedShapesAndIsLabelled(DittoStandIn.Kind kind) {
        DittoStandIn.write(home, kind, 1);
        try (var engine = OnnxRuntimeEngine.cpu()) {
            for (DittoNetwork one : DittoNetwork.values()) {
                try (Network network = engine.open(home.resolve("ditto_onnx").resolve(one.file()), one.contract());
                        TensorScope scope = engine.scope()) {
                    assertThat(network.standIn()).isTrue();
                    Map<String, Tensor> outputs = network.run(scope, random(scope, one), names(one, network));
                    for (TensorSpec output : one.contract().outputs()) {
                        Tensor made = outputs.get(output.name());
                        assertThat(output.fits(made.shape()))
                                .as("%s %s", one, output)
                                .isTrue();
                        var floats = made.floats();
                        for (int i = 0; i < floats.limit(); i++) {
                            assertThat(Float.isFinite(floats.get(i))).isTrue();
                        }
                    }
                    if (one == DittoNetwork.HUBERT) {
                        assertThat(outputs.get("encoding_out").shape()).containsExactly(20, 1024);
                    }
                }
            }
        }
    }

    private static Set<String> names(DittoNetwork one, Network network) {
        return network.signature().outputs().stream().map(TensorSpec::name).collect(Collectors.toSet());
    }

    private static Map<String, Tensor> random(TensorScope scope, DittoNetwork one) {
        SplittableRandom random = new SplittableRandom(3);
        Map<String, Tensor> inputs = new HashMap<>();
        for (TensorSpec input : one.contract().inputs()) {
            long[] shape = Arrays.stream(input.shape())
                    .map(side -> side < 0 ? 6480 : side)
                    .toArray();
            int size = (int) Arrays.stream(shape).reduce(1, Math::multiplyExact);
            if (input.name().equals("time_cond")) {
                inputs.put(input.name(), scope.longs(new long[] {599}, 1));
                continue;
            }
            float[] values = new float[size];
            for (int i = 0; i < size; i++) {
                values[i] = random.nextFloat() - 0.5f;
            }
            inputs.put(input.name(), scope.floats(values, shape));
        }
        return inputs;
    }
}
