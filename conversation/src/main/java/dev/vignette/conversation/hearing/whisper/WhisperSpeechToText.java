package dev.vignette.conversation.hearing.whisper;

import dev.vignette.conversation.hearing.HearingCapabilities;
import dev.vignette.conversation.hearing.HearingException;
import dev.vignette.conversation.hearing.HearingException.Reason;
import dev.vignette.conversation.hearing.HearingOptions;
import dev.vignette.conversation.hearing.SpeechToText;
import dev.vignette.conversation.hearing.Transcript;
import dev.vignette.conversation.hearing.vad.LevelDetector;
import dev.vignette.conversation.hearing.vad.SileroDetector;
import dev.vignette.conversation.hearing.vad.SpeechDetector;
import dev.vignette.inference.Engine;
import dev.vignette.inference.InferenceException;
import dev.vignette.media.Language;
import dev.vignette.media.sound.Pcm;
import dev.vignette.media.sound.Resampler;
import dev.vignette.media.sound.SampleRate;
import java.nio.file.Path;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Whisper by its published ONNX files, of any size from tiny to large-v3-turbo. Requests queue where more come in than the
 * machine has room for: one for every four processors, one at a time on a GPU.
 *
 * @see <a href="https://arxiv.org/abs/2212.04356">Radford et al. 2022, Robust Speech Recognition via Large-Scale Weak
 *     Supervision</a>
 */
public final class WhisperSpeechToText implements SpeechToText {
    private static final SampleRate RATE = new SampleRate(LogMel.HERTZ);
    private static final int CORES_PER_REQUEST = 4;
    /** An amplitude that no sound card means. */
    private static final float FAR_OUT = 8;

    private final Engine engine;
    private final WhisperModel model;
    private final SpeechDetector detector;
    private final LogMel mel;
    private final WindowDecoder decoder;
    private final LongSupplier nanoTime;
    private final Semaphore room;
    private final HearingCapabilities capabilities;

    WhisperSpeechToText(
            Engine engine,
            WhisperModel model,
            SpeechDetector detector,
            LongSupplier nanoTime,
            LongFunction<RandomGenerator> randomness) {
        this.engine = engine;
        this.model = model;
        this.detector = detector;
        this.nanoTime = nanoTime;
        mel = new LogMel(model.config().mels(), model.config().frames());
        decoder = new WindowDecoder(
                model.vocabulary(),
                model.suppression(),
                model.multilingual(),
                model.config().textPositions(),
                randomness);
        boolean processor = engine.name().endsWith("cpu");
        int cores = Runtime.getRuntime().availableProcessors();
        room = new Semaphore(processor ? Math.max(1, cores / CORES_PER_REQUEST) : 1, true);
        capabilities = new HearingCapabilities(
                model.name() + " (" + engine.name() + ")",
                model.multilingual() ? model.vocabulary().special().languages().keySet() : Set.of(Language.ENGLISH),
                detector.name(),
                model.multilingual(),
                "MIT");
    }

    /**
     * Opens a model.
     *
     * @param engine stays the caller's, who closes it after this
     * @param directory laid out as published: {@code config.json}, {@code tokenizer.json}, {@code generation_config.json}, and
     *     in {@code onnx} an encoder with a merged decoder or a pair of decoders, in any precision
     * @param silero the file {@code silero_vad.onnx}; null to tell speech by its level, which is less sure
     * @throws HearingException with {@link Reason#UNUSABLE_MODEL}, in one sentence that names the file and what is wrong
     */
    public static WhisperSpeechToText open(Engine engine, Path directory, @Nullable Path silero) {
        WhisperModel model = WhisperModel.open(engine, directory);
        try {
            SpeechDetector detector = silero == null ? new LevelDetector() : SileroDetector.open(engine, silero);
            return new WhisperSpeechToText(engine, model, detector, System::nanoTime, SplittableRandom::new);
        } catch (RuntimeException e) {
            model.close();
            throw e instanceof InferenceException ? new HearingException(Reason.UNUSABLE_MODEL, e.getMessage(), e) : e;
        }
    }

    @Override
    public HearingCapabilities capabilities() {
        return capabilities;
    }

    @Override
    public Transcript transcribe(Pcm sound, HearingOptions options) {
        Deadline deadline = new Deadline(nanoTime, options.deadline());
        float[] samples = clean(Resampler.resample(sound, RATE).samples());
        enter(deadline);
        try {
            return new Transcription(engine, model, detector, mel, decoder, nanoTime, options, deadline).of(samples);
        } catch (InferenceException e) {
            throw new HearingException(Reason.ENGINE_FAILED, e.getMessage(), e);
        } finally {
            room.release();
        }
    }

    /** Hears a window of silence, so that the first person does not wait for memory to be laid out. */
    public void warmUp() {
        try (var scope = engine.scope()) {
            var encoded = model.encoder().encode(scope, mel.window(new float[0]));
            float[] logits = new float[model.config().vocabulary()];
            DecoderRun run = model.decoder().over(scope, encoded);
            int start = model.vocabulary().special().startOfTranscript();
            run.extend(run.begin(new int[] {start}, 0, logits, logits), start, logits);
        }
    }

    private void enter(Deadline deadline) {
        deadline.require();
        try {
            if (!room.tryAcquire(deadline.nanosLeft(), TimeUnit.NANOSECONDS)) {
                throw Deadline.tooSlow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HearingException(Reason.CANCELLED, "Hearing was cancelled.", e);
        }
    }

    /** What is no number is silence, what is no amplitude is clipped. */
    private static float[] clean(float[] samples) {
        float[] clean = samples.clone();
        for (int i = 0; i < clean.length; i++) {
            clean[i] = Float.isNaN(clean[i]) ? 0 : Math.clamp(clean[i], -FAR_OUT, FAR_OUT);
        }
        return clean;
    }

    /** Closes the networks; the engine stays open. */
    @Override
    public void close() {
        model.close();
        detector.close();
    }
}
