package dev.vignette.renderer.voice.enrolment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vignette.inference.ElementType;
import dev.vignette.inference.Engine;
import dev.vignette.inference.InferenceException;
import dev.vignette.inference.graph.Dimension;
import dev.vignette.inference.graph.GraphBuilder;
import dev.vignette.inference.graph.OnnxFile;
import dev.vignette.inference.models.StandIn;
import dev.vignette.inference.onnxruntime.OnnxRuntimeEngine;
import dev.vignette.media.sound.Pcm;
import dev.vignette.media.sound.SampleRate;
import dev.vignette.renderer.voice.enrolment.standin.SpeakerStandIn;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpeakerEncoderTest {
    @TempDir
    private Path directory;

    private Engine engine;

    @BeforeEach
    void open() {
        engine = OnnxRuntimeEngine.cpu();
    }

    @AfterEach
    void close() {
        engine.close();
    }

    private SpeakerEncoder standIn() {
        new SpeakerStandIn().write(directory, StandIn.Size.MINI, 1);
        return SpeakerEncoder.open(engine, directory.resolve(SpeakerEncoder.FILE));
    }

    @Test
    void theSameSoundIsItselfAtAnyLoudness() {
        try (SpeakerEncoder encoder = standIn()) {
            assertThat(encoder.standIn()).isTrue();
            SpeakerEmbedding person = encoder.embed(Buzz.of(120, 2, 0.3));

            assertThat(person.dimensions()).isEqualTo(192);
            assertThat(person.similarity(person)).isCloseTo(1, within(1e-6));
            // The mean over time goes away, and with it the gain.
            assertThat(person.similarity(encoder.embed(Buzz.of(120, 2, 0.06)))).isGreaterThan(0.95);
            assertThat(person.similarity(encoder.embed(Buzz.of(240, 2, 0.3)))).isLessThan(0.95);
        }
    }

    @Test
    void tooLittleSoundIsNotJudged() {
        try (SpeakerEncoder encoder = standIn()) {
            assertThatThrownBy(() -> encoder.embed(new Pcm(new float[7_999], SampleRate.HZ_16000)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("0.5 s");
        }
    }

    @Test
    void anotherNetworkIsRefused() {
        GraphBuilder graph = GraphBuilder.named("other");
        String x = graph.input("x", ElementType.FLOAT32, Dimension.of(1), Dimension.of(4));
        graph.rename(graph.op("Relu", x), "y");
        graph.output("y", ElementType.FLOAT32, Dimension.of(1), Dimension.of(4));
        Path file = directory.resolve("other.onnx");
        new OnnxFile(graph.model()).write(file);

        assertThatThrownBy(() -> SpeakerEncoder.open(engine, file))
                .isInstanceOf(InferenceException.class)
                .hasMessage("The file is no speaker model: it has not one input of 3 dimensions.");
    }

    @Test
    void strangersAreTwoGroupsFarApart() {
        List<SpeakerEmbedding> one = List.of(at(1, 0, 0.1f), at(1, 0.1f, 0), at(0.9f, 0, 0));
        List<SpeakerEmbedding> two = List.of(at(1, 0, 0.1f), at(0, 1, 0), at(0.1f, 1, 0.1f), at(1, 0.1f, 0));

        assertThat(OneVoice.strangers(one)).isFalse();
        assertThat(OneVoice.strangers(two)).isTrue();
    }

    private static SpeakerEmbedding at(float... values) {
        return new SpeakerEmbedding(values);
    }
}
