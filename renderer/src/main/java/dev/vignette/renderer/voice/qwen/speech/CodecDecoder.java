package dev.vignette.renderer.voice.qwen.speech;

import dev.vignette.inference.Engine;
import dev.vignette.inference.InferenceException;
import dev.vignette.inference.Network;
import dev.vignette.inference.Tensor;
import dev.vignette.inference.TensorScope;
import dev.vignette.inference.TensorSpec;
import dev.vignette.renderer.voice.qwen.model.QwenConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Makes sound of codes by the published decoder, which takes a fixed number of frames. It looks back only, so that a window may
 * begin with frames whose sound is known and end with anything. Safe to use from any thread.
 */
final class CodecDecoder implements AutoCloseable {
    /** Samples of a frame at 24 kHz: 80 ms. */
    static final int SAMPLES = 1_920;

    private final Engine engine;
    private final Network network;
    private final int window;
    private final int codebooks;
    private final String output;

    CodecDecoder(Engine engine, QwenConfig config, Path file) {
        this.engine = engine;
        codebooks = config.codebooks();
        network = engine.open(file, new Published(config).decoder());
        TensorSpec input = network.signature().inputs().getFirst();
        TensorSpec sound = network.signature().outputs().getFirst();
        output = sound.name();
        window = (int) input.shape()[1];
        if (window < 2) {
            network.close();
            throw new InferenceException("The file " + file + " is no Qwen3-TTS tok_decoder of the expected kind: "
                    + input + " has no fixed number of frames. Pull the model again.");
        }
    }

    boolean standIn() {
        return network.standIn();
    }

    /** Frames of a window. */
    int window() {
        return window;
    }

    /**
     * The sound of a window.
     *
     * @param frames at most as many as a window has, the codes of each; the rest is filled up
     * @return {@value #SAMPLES} samples for each of them
     */
    float[] decode(List<int[]> frames) {
        long[] codes = new long[window * codebooks];
        for (int i = 0; i < window; i++) {
            int[] frame = frames.get(Math.min(i, frames.size() - 1));
            for (int book = 0; book < codebooks; book++) {
                codes[i * codebooks + book] = frame[book];
            }
        }
        try (TensorScope scope = engine.scope()) {
            Tensor sound = Objects.requireNonNull(
                    network.run(scope, Map.of("audio_codes", scope.longs(codes, 1, window, codebooks)), Set.of(output))
                            .get(output));
            if (sound.size() != (long) window * SAMPLES) {
                throw new InferenceException("Qwen3-TTS's tok_decoder made " + sound.size() + " samples of " + window
                        + " frames instead of " + (long) window * SAMPLES + ". Pull the model again.");
            }
            float[] samples = new float[frames.size() * SAMPLES];
            sound.floats().get(0, samples);
            return samples;
        }
    }

    @Override
    public void close() {
        network.close();
    }
}
