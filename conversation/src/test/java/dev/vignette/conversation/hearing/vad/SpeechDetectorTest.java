package dev.vignette.conversation.hearing.vad;

import static dev.vignette.inference.ElementType.FLOAT32;
import static dev.vignette.inference.ElementType.INT64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vignette.conversation.hearing.Sounds;
import dev.vignette.inference.Engine;
import dev.vignette.inference.InferenceException;
import dev.vignette.inference.graph.Dimension;
import dev.vignette.inference.graph.GraphBuilder;
import dev.vignette.inference.graph.OnnxFile;
import dev.vignette.inference.onnxruntime.OnnxRuntimeEngine;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpeechDetectorTest {
    private static final Engine ENGINE = OnnxRuntimeEngine.cpu();

    @TempDir
    Path directory;

    @Test
    void sileroSeesEachWindowWithTheEndOfTheLastAndKeepsItsState() {
        try (SileroDetector detector = SileroDetector.open(ENGINE, standIn(true))) {
            float[] samples = new float[3 * 512 + 100];
            samples[511] = 0.25f;
            samples[1_024] = 0.5f;
            float[] probabilities = detector.probabilities(samples);
            // The sum of what is seen, and a hundredth for every window before.
            assertThat(probabilities).hasSize(4);
            assertThat(probabilities[0]).isCloseTo(0.25f, within(1e-6f));
            assertThat(probabilities[1]).isCloseTo(0.26f, within(1e-6f));
            assertThat(probabilities[2]).isCloseTo(0.52f, within(1e-6f));
            assertThat(probabilities[3]).isCloseTo(0.03f, within(1e-6f));
            assertThat(detector.probabilities(samples)).as("starts anew").containsExactly(probabilities);
            assertThat(detector.probabilities(new float[0])).isEmpty();
        }
    }

    @Test
    void theFileWithoutARateIsRefused() {
        assertThatThrownBy(() -> SileroDetector.open(ENGINE, standIn(false)))
                .isInstanceOf(InferenceException.class)
                .hasMessageContaining("no input sr");
    }

    @Test
    void theLevelTellsLivelySoundFromSteadySound() {
        try (LevelDetector detector = new LevelDetector()) {
            float[] babble = Sounds.silence(1)
                    .plus(Sounds.babble(3))
                    .plus(Sounds.silence(1))
                    .samples();
            assertThat(SpeechSpans.SPOKEN.find(detector.probabilities(babble), babble.length))
                    .isNotEmpty()
                    .allSatisfy(span -> assertThat(span.from()).isBetween(15_000, 64_000));
            for (var steady : new float[][] {
                Sounds.tone(3, 300).samples(),
                Sounds.silence(1)
                        .plus(Sounds.tone(2, 300))
                        .plus(Sounds.silence(1))
                        .samples(),
                Sounds.noise(3, 0.1, 1).samples(),
                Sounds.silence(2).samples()
            }) {
                assertThat(SpeechSpans.SPOKEN.find(detector.probabilities(steady), steady.length))
                        .isEmpty();
            }
        }
    }

    /** Takes and gives what Silero does; its probability is the sum of what it sees plus its state's first number. */
    private Path standIn(boolean rate) {
        GraphBuilder graph = GraphBuilder.named("silero-shaped").standIn();
        graph.input("input", FLOAT32, Dimension.named("batch"), Dimension.named("samples"));
        graph.input("state", FLOAT32, Dimension.of(2), Dimension.named("batch"), Dimension.of(128));
        if (rate) {
            graph.input("sr", INT64);
        }
        String sum = graph.node("ReduceSum")
                .inputs("input", graph.longs("axes", new long[] {1}, 1))
                .with("keepdims", 1)
                .output();
        String first = graph.op(
                "Slice",
                graph.op("Reshape", "state", graph.longs("row", new long[] {1, 256}, 2)),
                graph.longs("from", new long[] {0}, 1),
                graph.longs("to", new long[] {1}, 1),
                graph.longs("along", new long[] {1}, 1));
        graph.node("Add").inputs(sum, first).outputs("output");
        graph.node("Add").inputs("state", graph.scalar("step", 0.01f)).outputs("stateN");
        graph.output("output", FLOAT32, Dimension.named("batch"), Dimension.of(1));
        graph.output("stateN", FLOAT32, Dimension.of(2), Dimension.named("batch"), Dimension.of(128));
        Path file = directory.resolve("silero.onnx");
        new OnnxFile(graph.model()).write(file);
        return file;
    }
}
