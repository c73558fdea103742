package dev.vignette.renderer.face.ditto.device;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vignette.inference.ElementType;
import dev.vignette.inference.InferenceException;
import dev.vignette.inference.TensorSpec;
import dev.vignette.inference.graph.Dimension;
import dev.vignette.inference.graph.GraphBuilder;
import dev.vignette.inference.graph.GraphSurgery;
import dev.vignette.inference.graph.OnnxFile;
import dev.vignette.renderer.face.ditto.network.DittoNetwork;
import dev.vignette.renderer.face.ditto.standin.DittoStandIn.Kind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Windows of sound together give what each gives alone. */
class SpeechPartsTest extends EditedNetworks {
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
}
