package dev.vignette.renderer.voice.qwen.speech;

import dev.vignette.inference.Engine;
import dev.vignette.inference.InferenceException;
import dev.vignette.inference.Network;
import dev.vignette.inference.Tensor;
import dev.vignette.inference.TensorScope;
import dev.vignette.media.signal.Levels;
import dev.vignette.media.sound.Pcm;
import dev.vignette.media.sound.Resampler;
import dev.vignette.media.sound.SampleRate;
import dev.vignette.renderer.RenderException;
import dev.vignette.renderer.RenderException.Reason;
import dev.vignette.renderer.voice.qwen.model.QwenConfig;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The speaker's vector of a sample of speech: one row of the talker's input. Safe to use from any thread. */
final class SpeakerEncoder implements AutoCloseable {
    /** More gives little. */
    private static final double LONGEST = 15;

    private static final double SHORTEST = 1;
    private static final double WINDOW = 0.02;
    /** What is so much quieter than the loudest parts is no speech. */
    private static final double RANGE_DB = 35;

    private final Engine engine;
    private final Network network;
    private final int width;

    SpeakerEncoder(Engine engine, QwenConfig config, Path file) {
        this.engine = engine;
        width = config.talker().width();
        network = engine.open(file, new Published(config).speaker());
    }

    /** @throws RenderException UNUSABLE_SAMPLE if there is less than a second of speech in it */
    float[] encode(Pcm sample) {
        Pcm sound = trimmed(Resampler.resample(sample, SampleRate.HZ_24000));
        if (sound.seconds() < SHORTEST) {
            throw new RenderException(
                    Reason.UNUSABLE_SAMPLE,
                    "The voice sample holds less than a second of speech. Record 5 to 10 s of normal speech.");
        }
        String output = network.signature().outputs().getFirst().name();
        try (TensorScope scope = engine.scope()) {
            Tensor vector = Objects.requireNonNull(network.run(
                            scope,
                            Map.of("audio", scope.floats(sound.samples(), 1, sound.samples().length)),
                            Set.of(output))
                    .get(output));
            if (vector.size() != width) {
                throw new InferenceException("Qwen3-TTS's speaker_encoder made " + vector.size() + " numbers where "
                        + width + " belong: it is of another model. Pull the model again.");
            }
            float[] values = new float[width];
            vector.floats().get(0, values);
            for (float value : values) {
                if (!Float.isFinite(value)) {
                    throw new InferenceException(
                            "Qwen3-TTS's speaker_encoder made a value that is not finite. Verify the model's files.");
                }
            }
            return values;
        }
    }

    /** Without the quiet before and after. */
    private static Pcm trimmed(Pcm sound) {
        double[] level = Levels.envelope(sound, WINDOW, WINDOW);
        double loud = Levels.FLOOR_DB;
        for (double l : level) {
            loud = Math.max(loud, l);
        }
        int first = 0;
        int last = level.length - 1;
        while (first < last && level[first] < loud - RANGE_DB) {
            first++;
        }
        while (last > first && level[last] < loud - RANGE_DB) {
            last--;
        }
        int hop = (int) Math.round(WINDOW * sound.rate().hertz());
        int from = Math.max(0, (first - 2) * hop);
        int to = Math.min(sound.samples().length, (last + 3) * hop);
        return sound.slice(
                from, Math.min(to, from + (int) (LONGEST * sound.rate().hertz())));
    }

    @Override
    public void close() {
        network.close();
    }
}
