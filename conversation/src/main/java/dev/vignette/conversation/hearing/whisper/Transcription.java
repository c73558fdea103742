package dev.vignette.conversation.hearing.whisper;

import dev.vignette.conversation.hearing.HearingException;
import dev.vignette.conversation.hearing.HearingOptions;
import dev.vignette.conversation.hearing.NoSpeech;
import dev.vignette.conversation.hearing.Transcript;
import dev.vignette.conversation.hearing.vad.Span;
import dev.vignette.conversation.hearing.vad.SpeechDetector;
import dev.vignette.conversation.hearing.vad.SpeechSpans;
import dev.vignette.inference.Engine;
import dev.vignette.inference.Tensor;
import dev.vignette.inference.TensorScope;
import dev.vignette.media.Language;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One request: is there sound, is there speech, which windows does it make, what does each say, and can that be believed. For
 * one thread, once.
 */
final class Transcription {
    private static final int SHORTEST = LogMel.HERTZ / 10;
    private static final double QUIETEST_RMS = 1e-3;
    private static final double QUIETEST_PEAK = 3e-3;
    private static final int LEAST_SPEECH = LogMel.HERTZ / 4;
    /** Languages that are written without spaces between sentences. */
    private static final Set<String> WITHOUT_SPACES = Set.of("zh", "yue", "ja", "th", "lo", "my", "km");

    private final Engine engine;
    private final WhisperModel model;
    private final SpeechDetector detector;
    private final LogMel mel;
    private final WindowDecoder decoder;
    private final HearingOptions options;
    private final Deadline deadline;
    private final Stopwatch stopwatch;
    private final int[] hint;

    private final List<Transcript.Segment> segments = new ArrayList<>();
    private @Nullable Language language;
    private double languageProbability;
    private double spokenSeconds;
    private boolean unintelligible;
    private boolean complete = true;

    Transcription(
            Engine engine,
            WhisperModel model,
            SpeechDetector detector,
            LogMel mel,
            WindowDecoder decoder,
            LongSupplier nanoTime,
            HearingOptions options,
            Deadline deadline) {
        this.engine = engine;
        this.model = model;
        this.detector = detector;
        this.mel = mel;
        this.decoder = decoder;
        this.options = options;
        this.deadline = deadline;
        stopwatch = new Stopwatch(nanoTime);
        String words = options.hint().strip();
        hint = words.isEmpty() ? new int[0] : model.vocabulary().tokenizer().encode(" " + words);
    }

    /** @param samples mono at 16 kHz */
    Transcript of(float[] samples) {
        Duration length = duration(samples.length);
        NoSpeech nothing = nothingIn(samples);
        if (nothing != null) {
            return Transcript.silent(nothing, length, Duration.ZERO, stopwatch.read());
        }
        float[] probabilities = stopwatch.detection(() -> detector.probabilities(samples, deadline::require));
        int spoken = SpeechSpans.SPOKEN.find(probabilities, samples.length).stream()
                .mapToInt(Span::length)
                .sum();
        if (spoken < LEAST_SPEECH) {
            return Transcript.silent(NoSpeech.NO_VOICE, length, duration(spoken), stopwatch.read());
        }
        spokenSeconds = spoken / (double) LogMel.HERTZ;
        Excerpt speech = new Excerpt(SpeechSpans.WHOLE_RECORDING.find(probabilities, samples.length));
        try {
            if (options.timestamps()) {
                inTurn(samples, speech);
            } else if (speech.length() <= mel.windowSamples()) {
                whole(samples, speech);
            } else {
                List<Span> sentences = SpeechSpans.WINDOWS.find(probabilities, samples.length);
                for (Excerpt excerpt : Excerpt.pack(sentences, mel.windowSamples())) {
                    whole(samples, excerpt);
                }
            }
        } catch (HearingException e) {
            if (e.reason() != HearingException.Reason.TOO_SLOW || segments.isEmpty()) {
                throw e;
            }
            complete = false;
        }
        return transcript(length, duration(spoken));
    }

    private static @Nullable NoSpeech nothingIn(float[] samples) {
        if (samples.length < SHORTEST) {
            return NoSpeech.TOO_SHORT;
        }
        double sum = 0;
        double peak = 0;
        for (float sample : samples) {
            sum += (double) sample * sample;
            peak = Math.max(peak, Math.abs(sample));
        }
        boolean quiet = Math.sqrt(sum / samples.length) < QUIETEST_RMS || peak < QUIETEST_PEAK;
        return quiet ? NoSpeech.SILENCE : null;
    }

    private Transcript transcript(Duration length, Duration speech) {
        if (segments.isEmpty()) {
            NoSpeech reason = unintelligible ? NoSpeech.UNINTELLIGIBLE : NoSpeech.NO_WORDS;
            return Transcript.silent(reason, length, speech, stopwatch.read());
        }
        boolean spaces = language == null || !WITHOUT_SPACES.contains(language.code());
        String text = segments.stream().map(Transcript.Segment::text).collect(Collectors.joining(spaces ? " " : ""));
        return new Transcript(
                text, language, languageProbability, segments, null, complete, length, speech, stopwatch.read());
    }

    /** One window, one segment. */
    private void whole(float[] samples, Excerpt excerpt) {
        float[] window = excerpt.cut(samples);
        DecodedWindow heard = hear(window, false);
        if (!believable(heard, window.length)) {
            return;
        }
        add(heard, heard.best().text(), excerpt.original(0), excerpt.original(window.length));
    }

    /** Window after window, each beginning where the last whole segment of the one before ended. */
    private void inTurn(float[] samples, Excerpt excerpt) {
        float[] speech = excerpt.cut(samples);
        SegmentSlicer slicer = new SegmentSlicer(model.vocabulary().special());
        int frames = speech.length / LogMel.HOP;
        for (int seek = 0; seek < frames; ) {
            int from = seek * LogMel.HOP;
            float[] window = Arrays.copyOfRange(speech, from, Math.min(speech.length, from + mel.windowSamples()));
            int windowFrames = Math.min(mel.windowFrames(), frames - seek);
            DecodedWindow heard = hear(window, true);
            if (!believable(heard, window.length)) {
                seek += windowFrames;
                continue;
            }
            SegmentSlicer.Cut cut = slicer.cut(heard.best().tokens(), seek, windowFrames);
            for (SegmentSlicer.Slice slice : cut.slices()) {
                String text =
                        model.vocabulary().tokenizer().decode(slice.tokens()).strip();
                if (slice.end() > slice.start() && !text.isEmpty()) {
                    add(heard, text, original(excerpt, slice.start()), original(excerpt, slice.end()));
                }
            }
            seek = cut.next();
        }
    }

    private static int original(Excerpt excerpt, double seconds) {
        return excerpt.original((int) Math.round(seconds * LogMel.HERTZ));
    }

    private void add(DecodedWindow heard, String text, int from, int to) {
        segments.add(new Transcript.Segment(
                duration(from),
                duration(to),
                Plausibility.withoutRepeats(text),
                heard.best().averageLogProbability(),
                heard.noSpeechProbability(),
                heard.best().compressionRatio(),
                heard.best().temperature()));
    }

    private DecodedWindow hear(float[] window, boolean timestamps) {
        deadline.require();
        float[] features = stopwatch.features(() -> mel.window(window));
        deadline.require();
        try (TensorScope scope = engine.scope()) {
            Tensor encoded = stopwatch.encoder(() -> model.encoder().encode(scope, features));
            DecoderRun run = model.decoder().over(scope, encoded);
            WindowRequest request = new WindowRequest(
                    known(options.language()) == null ? trusted() : known(options.language()),
                    known(options.expected()),
                    options.allowed(),
                    timestamps,
                    hint,
                    window.length / (double) LogMel.HERTZ,
                    Arrays.hashCode(window));
            DecodedWindow heard = stopwatch.decoder(() -> decoder.decode(run, request, deadline));
            return settleLanguage(run, request, heard);
        }
    }

    /** A text whose script is not that of an unsure language is decoded again in one that has it. */
    private DecodedWindow settleLanguage(DecoderRun run, WindowRequest request, DecodedWindow heard) {
        DecodedWindow settled = heard;
        if (heard.languageProbability() < LanguageGuess.SURE) {
            Optional<Language> other = SpokenScript.contradicts(heard.best().text(), heard.language())
                    .filter(decoder::knows)
                    .filter(l ->
                            options.allowed().isEmpty() || options.allowed().contains(l));
            if (other.isPresent()) {
                settled = stopwatch.decoder(() -> decoder.decode(run, request.in(other.get()), deadline));
                settled = settled.of(heard.languageProbability());
            }
        }
        if (language == null || settled.languageProbability() > languageProbability) {
            language = settled.language();
            languageProbability = settled.languageProbability();
        }
        return settled;
    }

    /** The language of the windows before, once one of them was sure. */
    private @Nullable Language trusted() {
        return languageProbability >= LanguageGuess.SURE ? language : null;
    }

    private @Nullable Language known(@Nullable Language wanted) {
        return LanguageNames.inModel(
                wanted, model.vocabulary().special().languages().keySet());
    }

    private boolean believable(DecodedWindow heard, int samples) {
        Attempt best = heard.best();
        double seconds = Math.min(spokenSeconds, samples / (double) LogMel.HERTZ);
        if (heard.silent() || best.text().isBlank()) {
            return false;
        }
        if (best.repetitive()) {
            unintelligible = true;
            return false;
        }
        boolean suspicious = seconds < 1.5
                || heard.noSpeechProbability() > 0.3
                || best.averageLogProbability() < -0.7
                || Plausibility.tooFast(best.text(), seconds);
        return !suspicious || !PhantomPhrases.contains(best.text());
    }

    private static Duration duration(int samples) {
        return Duration.ofNanos(Math.round(samples * 1e9 / LogMel.HERTZ));
    }
}
