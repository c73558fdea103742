package dev.vignette.renderer.voice.qwen.standin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.inference.ElementType;
import dev.vignette.inference.Engine;
import dev.vignette.inference.Network;
import dev.vignette.inference.Tensor;
import dev.vignette.inference.TensorScope;
import dev.vignette.inference.graph.Dimension;
import dev.vignette.inference.graph.GraphBuilder;
import dev.vignette.inference.graph.OnnxFile;
import dev.vignette.inference.onnxruntime.OnnxRuntimeEngine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SpeakerMelTest {
    private static final int BANDS = 128;

    @Test
    void the_golden_spectrum_of_the_speaker_encoder_is_met(@TempDir Path directory) throws IOException {
        JsonNode golden;
        try (InputStream in = getClass().getResourceAsStream("/vectors/qwen3-tts/speaker_mel.json")) {
            golden = JsonMapper.shared().readTree(in);
        }
        GraphBuilder graph = GraphBuilder.named("mel");
        graph.input("audio", ElementType.FLOAT32, Dimension.of(1), Dimension.named("samples"));
        graph.rename(SpeakerEncoderStandIn.mel(new SoundLayers(graph, 1), "audio"), "mel");
        graph.output("mel", ElementType.FLOAT32, Dimension.of(1), Dimension.of(BANDS), Dimension.named("frames"));
        Path file = directory.resolve("mel.onnx");
        new OnnxFile(graph.model()).write(file);
        float[] signal = new float[12_000];
        for (int n = 0; n < signal.length; n++) {
            double t = n / 24_000.0;
            signal[n] = (float) (0.5 * Math.sin(2 * Math.PI * 220 * t) + 0.25 * Math.sin(2 * Math.PI * 1760 * t));
        }
        try (Engine engine = OnnxRuntimeEngine.cpu();
                Network network = engine.open(file, "mel");
                TensorScope scope = engine.scope()) {
            Tensor mel = Objects.requireNonNull(
                    network.run(scope, Map.of("audio", scope.floats(signal, 1, signal.length)), Set.of("mel"))
                            .get("mel"));
            int frames = golden.path("shape").path(1).asInt();
            assertThat(mel.shape()).containsExactly(1, BANDS, frames);
            FloatBuffer values = mel.floats();
            compare(values, frames, 0, golden.path("frame0"));
            compare(values, frames, 20, golden.path("frame20"));
            compare(values, frames, frames - 1, golden.path("last_frame"));
            double sum = 0;
            for (int i = 0; i < values.limit(); i++) {
                sum += values.get(i);
            }
            assertThat(sum / values.limit()).isCloseTo(golden.path("mean").asDouble(), Offset.offset(2e-2));
        }
    }

    private static void compare(FloatBuffer mel, int frames, int frame, JsonNode golden) {
        for (int band = 0; band < BANDS; band++) {
            double wanted = golden.path(band).asDouble();
            // Near the floor of −11.5 single precision leaves little to compare.
            double tolerance = wanted < -8 ? 0.25 : 3e-3;
            assertThat((double) mel.get(band * frames + frame))
                    .as("frame " + frame + " band " + band)
                    .isCloseTo(wanted, Offset.offset(tolerance));
        }
    }
}
