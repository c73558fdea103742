package dev.vignette.renderer.face.ditto.device;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vignette.inference.ElementType;
import dev.vignette.inference.InferenceException;
import dev.vignette.inference.graph.Dimension;
import dev.vignette.inference.graph.GraphBuilder;
import dev.vignette.inference.graph.OnnxFile;
import dev.vignette.renderer.face.ditto.network.DittoNetwork;
import dev.vignette.renderer.face.ditto.standin.DittoStandIn.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The warp network's parts, put together again by plain Java, give what it gives. */
class WarpPartsTest extends EditedNetworks {
    private static final int LAYER = WarpParts.SIDE * WarpParts.SIDE;
    private static final int PLACES = WarpParts.DEPTH * LAYER;

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
        float[] rows = {};
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
            rows = joined(rows, DenseMotion.sparse(compressed, parts.compressed(), from, to));
        }
        float[] sparse = ChannelsLast.planes(rows, PLACES, parts.sparse());
        Map<String, float[]> moved = run(parts.hourglass(2), Map.of(WarpParts.SPARSE, sparse));
        float[] hidden = ChannelsLast.rows(moved.get(WarpParts.HIDDEN), PLACES, parts.hidden());
        float[] layers = ChannelsLast.planes(hidden, LAYER, parts.hidden());
        float[] masks = ChannelsLast.rows(
                run(parts.mask(2), Map.of(WarpParts.HIDDEN, layers)).get(WarpParts.MASK), LAYER, parts.parts());
        float[] sampled = {};
        for (int i = 0; i < 2; i++) {
            float[] mask = Arrays.copyOfRange(masks, i * masks.length / 2, (i + 1) * masks.length / 2);
            sampled = joined(
                    sampled,
                    DenseMotion.deform(mask, parts.taps(), parts.bias(), features.get(i), froms.get(i), tos.get(i)));
        }
        float[] out = run(
                        parts.refine(2),
                        Map.of(WarpParts.SAMPLED, sampled, WarpParts.OCCLUSION, moved.get(WarpParts.OCCLUSION)))
                .get("out");
        assertSame(joined(whole.get(0), whole.get(1)), out, 1e-5f);
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
