package dev.vignette.renderer.voice.enrolment;

import dev.vignette.inference.ElementType;
import dev.vignette.inference.Engine;
import dev.vignette.inference.InferenceException;
import dev.vignette.inference.Network;
import dev.vignette.inference.Tensor;
import dev.vignette.inference.TensorScope;
import dev.vignette.inference.TensorSpec;
import dev.vignette.media.signal.KaldiFilterbank;
import dev.vignette.media.sound.Pcm;
import dev.vignette.media.sound.Resampler;
import dev.vignette.media.sound.SampleRate;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A speaker model of the 3D-Speaker or WeSpeaker family (CAM++ by default): {@code [1, T, 80]} filterbank in, {@code [1, D]}
 * embedding out, whatever the file calls them. Safe to use from several threads. Whoever opened it closes it, before the engine.
 */
public final class SpeakerEncoder implements AutoCloseable {
    /** Less sound says nothing of a voice, seconds. */
    public static final double SHORTEST = 0.5;
    /** The model's file in its directory. */
    public static final String FILE = "3dspeaker_speech_campplus_sv_zh_en_16k-common_advanced.onnx";

    private static final KaldiFilterbank FILTERBANK = new KaldiFilterbank(8000, KaldiFilterbank.Edges.WHOLE);
    private static final float INT16 = 32_768;

    private final Engine engine;
    private final Network network;
    private final String input;
    private final String output;
    private final float scale;

    private SpeakerEncoder(Engine engine, Network network) {
        this.engine = engine;
        this.network = network;
        input = single(network.signature().inputs(), 3, "input");
        output = network.signature().outputs().stream()
                .filter(spec -> spec.dimensions().size() == 2)
                .findFirst()
                .orElseThrow(() -> foreign("no output of two dimensions"))
                .name();
        // The exporters say whether the model wants samples of ±1 or of ±32768.
        scale = "0".equals(network.metadata().get("normalize_samples")) ? INT16 : 1;
    }

    /**
     * @param model the ONNX file
     * @throws InferenceException if it is missing, damaged or no speaker model
     */
    public static SpeakerEncoder open(Engine engine, Path model) {
        Network network = engine.open(model, "speaker encoder");
        try {
            return new SpeakerEncoder(engine, network);
        } catch (InferenceException e) {
            network.close();
            throw e;
        }
    }

    /** Whether its weights are made up: then its numbers say nothing of people. */
    public boolean standIn() {
        return network.standIn();
    }

    /**
     * @param sound at least {@value #SHORTEST} s of one person's speech
     * @throws InferenceException if the network fails or gives no direction
     */
    public SpeakerEmbedding embed(Pcm sound) {
        float[] samples = Resampler.resample(sound, SampleRate.HZ_16000).samples();
        if (samples.length < SHORTEST * SampleRate.HZ_16000.hertz()) {
            throw new IllegalArgumentException("Less than " + SHORTEST + " s of sound say nothing of a voice.");
        }
        float[][] frames = FILTERBANK.of(scaled(samples));
        try (TensorScope scope = engine.scope()) {
            Tensor features = scope.floats(FloatBuffer.wrap(centred(frames)), 1, frames.length, KaldiFilterbank.BANDS);
            Tensor embedding = Objects.requireNonNull(
                    network.run(scope, Map.of(input, features), Set.of(output)).get(output));
            float[] values = new float[Math.toIntExact(embedding.size())];
            embedding.floats().get(values);
            return new SpeakerEmbedding(values);
        } catch (IllegalArgumentException e) {
            throw new InferenceException("The speaker encoder's output " + output + " has no direction.", e);
        }
    }

    private float[] scaled(float[] samples) {
        if (scale == 1) {
            return samples;
        }
        float[] scaled = new float[samples.length];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = samples[i] * scale;
        }
        return scaled;
    }

    /** Without each band's mean over the utterance: the room and the microphone go with it. */
    private static float[] centred(float[][] frames) {
        float[] flat = new float[frames.length * KaldiFilterbank.BANDS];
        for (int band = 0; band < KaldiFilterbank.BANDS; band++) {
            double mean = 0;
            for (float[] frame : frames) {
                mean += frame[band] / frames.length;
            }
            for (int t = 0; t < frames.length; t++) {
                flat[t * KaldiFilterbank.BANDS + band] = (float) (frames[t][band] - mean);
            }
        }
        return flat;
    }

    private static String single(List<TensorSpec> specs, int rank, String what) {
        if (specs.size() != 1
                || specs.getFirst().dimensions().size() != rank
                || specs.getFirst().type() != ElementType.FLOAT32) {
            throw foreign("not one " + what + " of " + rank + " dimensions");
        }
        return specs.getFirst().name();
    }

    private static InferenceException foreign(String why) {
        return new InferenceException("The file is no speaker model: it has " + why + ".");
    }

    @Override
    public void close() {
        network.close();
    }
}
