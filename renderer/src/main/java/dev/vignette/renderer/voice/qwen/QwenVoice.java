package dev.vignette.renderer.voice.qwen;

import dev.vignette.inference.Engine;
import dev.vignette.inference.InferenceException;
import dev.vignette.inference.cuda.DeviceEngine;
import dev.vignette.inference.onnxruntime.OnnxRuntimeEngine;
import dev.vignette.media.Language;
import dev.vignette.media.sound.Pcm;
import dev.vignette.media.sound.SampleRate;
import dev.vignette.renderer.EngineName;
import dev.vignette.renderer.RenderException;
import dev.vignette.renderer.RenderException.Reason;
import dev.vignette.renderer.Script;
import dev.vignette.renderer.voice.CloningVoice;
import dev.vignette.renderer.voice.SpeechSink;
import dev.vignette.renderer.voice.VoiceCapabilities;
import dev.vignette.renderer.voice.VoicePrint;
import dev.vignette.renderer.voice.delivery.Narrator;
import dev.vignette.renderer.voice.delivery.Passage;
import dev.vignette.renderer.voice.delivery.Passages;
import dev.vignette.renderer.voice.qwen.model.CodecTokens;
import dev.vignette.renderer.voice.qwen.prompt.Prompt;
import dev.vignette.renderer.voice.qwen.prompt.PromptLayout;
import dev.vignette.renderer.voice.qwen.prompt.TextMode;
import dev.vignette.renderer.voice.qwen.speech.QwenSpeech;
import dev.vignette.renderer.voice.qwen.speech.QwenTimings;
import dev.vignette.renderer.voice.qwen.speech.Sampling;
import dev.vignette.renderer.voice.qwen.speech.Stopwatch;
import dev.vignette.renderer.voice.qwen.text.QwenTokenizer;
import dev.vignette.renderer.voice.qwen.text.SpokenText;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Speaks with a person's voice by Qwen3-TTS, from a vector of a few seconds of it. The first sound comes after four frames of
 * 80 ms. Several threads may speak at a time; they share the networks.
 */
public final class QwenVoice extends CloningVoice {
    private static final String NAME = "qwen3-tts";
    private static final String VERSION = "1";
    private static final String FORM = "x-vector/1-";
    private static final SampleRate RATE = SampleRate.HZ_24000;
    /** How loud the model is, as a rule. */
    private static final double EXPECTED_LUFS = -22;
    /** Pieces of text that are said in one go: two sentences as a rule. */
    private static final int BUDGET = 80;
    /** Slower than anybody speaks; more is a runaway. */
    private static final int FRAMES_PER_PIECE = 6;

    private static final int LEAST_FRAMES = 8;

    private final QwenSpeech speech;
    private final QwenTokenizer tokenizer;
    private final PromptLayout layout;
    private final TextMode mode;
    private final @Nullable Engine own;
    private final Consumer<QwenTimings> timings;

    /**
     * What is installed, and how it is used.
     *
     * @param directory with the folders {@code checkpoint} (the official files) and {@code onnx} (the published graphs)
     * @param cache where our own graphs are kept: as large as the official weights
     * @param mode when the model gets the text
     * @param sampling how codes are drawn
     * @param timings told of every utterance that came to its end, on the speaking thread
     */
    public record Installation(
            Path directory, Path cache, TextMode mode, Sampling sampling, Consumer<QwenTimings> timings) {
        /** As the model was published; nobody is told of times. */
        public static Installation of(Path directory, Path cache) {
            return new Installation(directory, cache, TextMode.WHOLE, Sampling.PUBLISHED, times -> {});
        }

        /** The same with somebody who is told of times. */
        public Installation telling(Consumer<QwenTimings> told) {
            return new Installation(directory, cache, mode, sampling, told);
        }

        public Installation in(TextMode other) {
            return new Installation(directory, cache, other, sampling, timings);
        }
    }

    private QwenVoice(QwenSpeech speech, QwenTokenizer tokenizer, @Nullable Engine own, Installation installation) {
        this.speech = speech;
        this.tokenizer = tokenizer;
        this.own = own;
        layout = new PromptLayout(speech.config().text(), speech.config().codec());
        mode = installation.mode;
        timings = installation.timings;
    }

    /** What it speaks once it is installed. */
    public static Set<Language> languages() {
        return CodecTokens.published();
    }

    /**
     * As {@link #open(Engine, Engine, Installation)}; what is run once for a voice runs on the processor where the engine is one
     * of fixed shapes, else on it too.
     */
    public static QwenVoice open(Engine engine, Installation installation) {
        if (!(engine instanceof DeviceEngine)) {
            return open(engine, engine, null, installation);
        }
        Engine once = OnnxRuntimeEngine.cpu();
        try {
            return open(engine, once, once, installation);
        } catch (RuntimeException e) {
            once.close();
            throw e;
        }
    }

    /**
     * Opens the networks; the first time our own graphs are made of the weights, which takes some seconds.
     *
     * @param engine runs what is run for every frame; is not closed
     * @param once runs what is run once for a voice, with lengths that are not fixed; is not closed
     * @throws RenderException {@link Reason#ENGINE_MISSING} if a file is missing or cannot be used, or the weights are real and
     *     there is no GPU; it says which
     */
    public static QwenVoice open(Engine engine, Engine once, Installation installation) {
        return open(engine, once, null, installation);
    }

    private static QwenVoice open(Engine engine, Engine once, @Nullable Engine own, Installation installation) {
        QwenSpeech speech = null;
        try {
            speech = QwenSpeech.open(engine, once, installation.directory, installation.cache, installation.sampling);
            QwenTokenizer tokenizer = QwenTokenizer.read(installation.directory.resolve("checkpoint"));
            return new QwenVoice(speech, tokenizer, own, installation);
        } catch (InferenceException e) {
            if (speech != null) {
                speech.close();
            }
            throw new RenderException(Reason.ENGINE_MISSING, String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * {@code qwen3-tts}, or {@code qwen3-tts-standin} where the networks have made-up weights. The version changes with the
     * program and with the model's files.
     */
    @Override
    public EngineName engine() {
        return new EngineName(speech.standIn() ? NAME + "-standin" : NAME, VERSION + "-" + speech.stamp());
    }

    @Override
    public VoiceCapabilities capabilities() {
        return new VoiceCapabilities(
                speech.config().codec().known(), RATE, true, true, false, !speech.standIn(), "Apache-2.0");
    }

    @Override
    protected VoicePrint analyse(Pcm sample) {
        float[] vector = speech.voice(sample);
        ByteBuffer bytes = ByteBuffer.allocate(4 * vector.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(vector);
        return new VoicePrint(engine().name(), form(), bytes.array());
    }

    @Override
    protected void utter(Script script, VoicePrint print, long seed, SpeechSink sink) {
        Stopwatch watch = new Stopwatch(System::nanoTime);
        String text = SpokenText.of(script.text()).text();
        List<Passage> passages = new Passages(part -> tokenizer.encode(part).size(), BUDGET, BUDGET).of(text);
        if (passages.isEmpty()) {
            throw new RenderException(Reason.UNSPEAKABLE_TEXT, "There is nothing to pronounce in this text.");
        }
        float[] voice = vector(print);
        new Narrator(NAME, RATE, EXPECTED_LUFS, true)
                .speak(
                        passages,
                        seed,
                        (passage, take, sound) -> read(passage.text(), script.language(), voice, take, watch, sound),
                        sink);
        timings.accept(watch.read(passages.size()));
    }

    private void read(
            String text, Language language, float[] voice, long seed, Stopwatch watch, Consumer<float[]> sound) {
        List<Integer> body = tokenizer.encode(text);
        if (body.isEmpty()) {
            throw new RenderException(Reason.UNSPEAKABLE_TEXT, "There is nothing to pronounce in this text.");
        }
        Prompt prompt = layout.of(body, SpokenText.tag(text, language), mode);
        int most = Math.max(LEAST_FRAMES, FRAMES_PER_PIECE * body.size());
        speech.say(prompt, voice, most, seed, watch, this::checkCancelled, sound);
    }

    @Override
    protected String form() {
        return FORM + speech.speakerStamp();
    }

    private float[] vector(VoicePrint print) {
        float[] vector = new float[speech.config().talker().width()];
        byte[] data = print.data();
        if (data.length != 4 * vector.length) {
            throw new RenderException(
                    Reason.UNUSABLE_SAMPLE, "The kept voice is damaged. Give the voice sample once more.");
        }
        ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(vector);
        return vector;
    }

    @Override
    protected void release() {
        speech.close();
        if (own != null) {
            own.close();
        }
    }
}
