package dev.vignette.conversation.hearing.whisper;

import dev.vignette.conversation.hearing.vad.LevelDetector;
import dev.vignette.conversation.hearing.vad.SileroDetector;
import dev.vignette.conversation.hearing.vad.SpeechDetector;
import dev.vignette.inference.Engine;
import dev.vignette.inference.Tensor;
import dev.vignette.inference.TensorScope;
import dev.vignette.media.sound.Pcm;
import dev.vignette.media.sound.Resampler;
import dev.vignette.media.sound.SampleRate;
import java.nio.file.Path;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The stages of hearing, one by one, for benchmarks: how long they take does not depend on what is said, so that a stand-in
 * tells as much as the real model. For one thread.
 */
public final class WhisperStages implements AutoCloseable {
    private final Engine engine;
    private final WhisperModel model;
    private final SpeechDetector detector;
    private final LogMel mel;
    private final LongSupplier nanoTime;

    private WhisperStages(Engine engine, WhisperModel model, SpeechDetector detector, LongSupplier nanoTime) {
        this.engine = engine;
        this.model = model;
        this.detector = detector;
        this.nanoTime = nanoTime;
        mel = new LogMel(model.config().mels(), model.config().frames());
    }

    /** Arguments as for {@link WhisperSpeechToText#open}. */
    public static WhisperStages open(Engine engine, Path directory, @Nullable Path silero) {
        WhisperModel model = WhisperModel.open(engine, directory);
        SpeechDetector detector = silero == null ? new LevelDetector() : SileroDetector.open(engine, silero);
        return new WhisperStages(engine, model, detector, System::nanoTime);
    }

    /** The model's name; a stand-in's says so. */
    public String model() {
        return model.name();
    }

    /** What finds the speech. */
    public String speechDetector() {
        return detector.name();
    }

    /**
     * Times in milliseconds.
     *
     * @param detection of speech in the whole sound
     * @param features of one window
     * @param encoder of one window
     * @param prompt the decoder's first step and the three that name language and task
     * @param token one step of the decoder, the mean of all
     * @param tokens how many steps were made after the prompt
     */
    public record Times(double detection, double features, double encoder, double prompt, double token, int tokens) {
        public double total() {
            return detection + features + encoder + prompt + token * tokens;
        }
    }

    /**
     * Hears one window and writes so many tokens, whatever they are: the likeliest that is allowed, as in earnest.
     *
     * @param sound at most 30 s of it are looked at
     */
    public Times measure(Pcm sound, int tokens) {
        float[] samples =
                Resampler.resample(sound, new SampleRate(LogMel.HERTZ)).samples();
        SpecialTokens special = model.vocabulary().special();
        float[] logits = new float[model.config().vocabulary()];
        int language = special.languages().values().iterator().next();
        int[] task = {language, special.transcribe(), special.noTimestamps()};
        try (TensorScope scope = engine.scope()) {
            long start = nanoTime.getAsLong();
            detector.probabilities(samples);
            long detected = nanoTime.getAsLong();
            float[] features = mel.window(samples);
            long featured = nanoTime.getAsLong();
            Tensor encoded = model.encoder().encode(scope, features);
            long heard = nanoTime.getAsLong();
            DecoderRun run = model.decoder().over(scope, encoded);
            DecoderRun.State state = run.begin(new int[] {special.startOfTranscript()}, 0, logits.clone(), logits);
            for (int token : task) {
                state = next(run, state, token, logits);
            }
            long prompted = nanoTime.getAsLong();
            for (int i = 0; i < tokens; i++) {
                for (int id : model.suppression().always()) {
                    logits[id] = Float.NEGATIVE_INFINITY;
                }
                int token = LogProbabilities.best(logits);
                LogProbabilities.logSumExp(logits, 0, logits.length);
                state = next(run, state, token, logits);
            }
            long written = nanoTime.getAsLong();
            return new Times(
                    1e-6 * (detected - start),
                    1e-6 * (featured - detected),
                    1e-6 * (heard - featured),
                    1e-6 * (prompted - heard),
                    1e-6 * (written - prompted) / tokens,
                    tokens);
        }
    }

    private static DecoderRun.State next(DecoderRun run, DecoderRun.State state, int token, float[] logits) {
        DecoderRun.State next = run.extend(state, token, logits);
        run.release(state);
        return next;
    }

    /** Milliseconds for the features of a full window. */
    public double fullWindowFeatures(Pcm sound) {
        float[] samples =
                Resampler.resample(sound, new SampleRate(LogMel.HERTZ)).samples();
        long start = nanoTime.getAsLong();
        mel.window(samples);
        return 1e-6 * (nanoTime.getAsLong() - start);
    }

    @Override
    public void close() {
        model.close();
        detector.close();
    }
}
