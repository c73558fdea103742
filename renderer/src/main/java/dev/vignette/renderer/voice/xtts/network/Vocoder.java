package dev.vignette.renderer.voice.xtts.network;

import dev.vignette.inference.ElementType;
import dev.vignette.inference.Engine;
import dev.vignette.inference.FiniteNetwork;
import dev.vignette.inference.Network;
import dev.vignette.inference.NetworkContract;
import dev.vignette.inference.Tensor;
import dev.vignette.inference.TensorScope;
import dev.vignette.inference.TensorSpec;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The waveform decoder in an engine. */
public final class Vocoder implements AutoCloseable {
    /** Samples of one frame, at 24 000 a second. */
    public static final int HOP = 256;

    /** How far the sound of a frame depends on its neighbours, in frames. */
    public static final int REACH = 14;

    /**
     * What devices are given, which plan convolutions anew for every length (ONNX Runtime on CUDA in 200 ms) or for one only
     * (TensorRT).
     */
    public static final int WINDOW = 128;

    private static final int ANY = 1 << 20;

    private static final String FRAMES = "frames";
    private static final String SPEAKER = "speaker_embedding";
    private static final String AUDIO = "audio";

    private final Engine engine;
    private final Network network;
    private final XttsMetadata metadata;
    private final int window;

    Vocoder(Engine engine, Path file, XttsMetadata metadata) {
        this(engine, file, metadata, engine.name().endsWith("cpu") ? 0 : WINDOW);
    }

    /** @param window the only length that the network is given, in frames, or 0 if it takes any */
    Vocoder(Engine engine, Path file, XttsMetadata metadata, int window) {
        this.engine = engine;
        this.metadata = metadata;
        this.window = window;
        NetworkContract contract = new NetworkContract(
                "XTTS vocoder",
                List.of(
                        TensorSpec.of(FRAMES, ElementType.FLOAT32, 1, -1, metadata.width()),
                        TensorSpec.of(SPEAKER, ElementType.FLOAT32, 1, metadata.voiceWidth(), 1)),
                List.of(TensorSpec.of(AUDIO, ElementType.FLOAT32, 1, -1)));
        network = new FiniteNetwork(engine.open(file, contract), contract.network());
    }

    boolean standIn() {
        return network.standIn();
    }

    /** Most frames that it takes at a time. */
    public int most() {
        return window == 0 ? ANY : window;
    }

    /**
     * @param frames row by row, {@link #most} at most
     * @param speaker how the person sounds
     * @return {@value #HOP} samples a frame, −1…1
     */
    public float[] decode(float[] frames, float[] speaker) {
        int count = frames.length / metadata.width();
        if (count > most()) {
            throw new IllegalArgumentException(count + " frames are more than " + most() + ".");
        }
        return window == 0 ? run(frames, speaker) : Arrays.copyOf(run(padded(frames, window), speaker), count * HOP);
    }

    /** With the last frame again and again: what a speaker who holds the last sound would have. */
    private float[] padded(float[] frames, int count) {
        int width = metadata.width();
        float[] more = Arrays.copyOf(frames, count * width);
        for (int at = frames.length; at < more.length; at += width) {
            System.arraycopy(frames, frames.length - width, more, at, width);
        }
        return more;
    }

    private float[] run(float[] frames, float[] speaker) {
        try (TensorScope scope = engine.scope()) {
            Map<String, Tensor> made = network.run(
                    scope,
                    Map.of(
                            FRAMES,
                            scope.floats(frames, 1, frames.length / metadata.width(), metadata.width()),
                            SPEAKER,
                            scope.floats(speaker, 1, metadata.voiceWidth(), 1)),
                    Set.of(AUDIO));
            Tensor audio = Objects.requireNonNull(made.get(AUDIO), AUDIO);
            float[] samples = new float[Math.toIntExact(audio.size())];
            audio.floats().get(0, samples);
            return samples;
        }
    }

    @Override
    public void close() {
        network.close();
    }
}
