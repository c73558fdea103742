package dev.vignette.renderer.voice.qwen.standin;

import static dev.vignette.inference.ElementType.FLOAT32;
import static dev.vignette.inference.ElementType.INT64;

import dev.vignette.inference.graph.Dimension;
import dev.vignette.inference.graph.GraphBuilder;
import dev.vignette.inference.graph.OnnxFile;
import dev.vignette.renderer.voice.qwen.model.QwenConfig;
import java.nio.file.Path;

/** The three published graphs that have to do with sound, in single precision in every edition. */
final class SoundGraphs {
    private static final int FRAMES = 25;
    private static final int SAMPLES_PER_FRAME = 1_920;
    private static final int SECOND = 24_000;

    private SoundGraphs() {}

    /** @param divisor of the published widths */
    static void write(Path directory, QwenConfig config, int divisor, long seed) {
        GraphBuilder decoder = GraphBuilder.named("tok_decoder").standIn();
        decoder.input("audio_codes", INT64, Dimension.all(1, FRAMES, config.codebooks()));
        new CodecDecoderStandIn(new SoundLayers(decoder, seed + 1), config, divisor).write("audio_codes", "waveform");
        decoder.output("waveform", FLOAT32, Dimension.all(1, 1, (long) FRAMES * SAMPLES_PER_FRAME));
        new OnnxFile(decoder.model()).write(directory.resolve("tok_decoder.onnx"));

        GraphBuilder speaker = GraphBuilder.named("speaker_encoder").standIn();
        speaker.input("audio", FLOAT32, Dimension.of(1), Dimension.named("samples"));
        new SpeakerEncoderStandIn(
                        new SoundLayers(speaker, seed + 2), config.talker().width(), divisor)
                .write("audio", "embedding");
        speaker.output("embedding", FLOAT32, Dimension.of(config.talker().width()));
        new OnnxFile(speaker.model()).write(directory.resolve("speaker_encoder.onnx"));

        GraphBuilder encoder = GraphBuilder.named("tok_encoder").standIn();
        encoder.input("audio", FLOAT32, Dimension.all(1, 1, SECOND));
        new CodecEncoderStandIn(new SoundLayers(encoder, seed + 3), config, divisor).write("audio", "codes");
        encoder.output(
                "codes",
                INT64,
                Dimension.all(1, (SECOND + SAMPLES_PER_FRAME - 1) / SAMPLES_PER_FRAME, config.codebooks()));
        new OnnxFile(encoder.model()).write(directory.resolve("tok_encoder.onnx"));
    }
}
