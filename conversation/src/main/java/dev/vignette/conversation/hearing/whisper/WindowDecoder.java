package dev.vignette.conversation.hearing.whisper;

import dev.vignette.conversation.hearing.HearingException;
import dev.vignette.media.Language;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.LongFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Lets the decoder write about one window: detects the language, writes greedily, and where the result repeats itself or is a
 * guess tries again at higher temperatures (Radford et al. 2022, §4.5). The prompt is decoded once for all attempts. Stateless
 * but for its settings; safe for several threads.
 */
final class WindowDecoder {
    /** Fewer than Whisper's own six: an answer that comes late is worse than one with a slip. */
    private static final double[] TEMPERATURES = {0, 0.2, 0.4, 0.8};
    /** Nobody speaks faster than this, in any language; a decoder that goes on has lost its way. */
    private static final double TOKENS_PER_SECOND = 16;

    private static final int TOKENS_FOR_ANY = 32;
    /** Below this many seconds an unsure guess of the language is worse than the language of the conversation. */
    private static final double SHORT = 3;

    private final SpecialTokens special;
    private final Tokenizer tokenizer;
    private final Suppression suppression;
    private final TimestampRules timestampRules;
    private final boolean multilingual;
    private final int positions;
    private final LongFunction<RandomGenerator> randomness;

    /**
     * @param multilingual whether prompts name language and task
     * @param positions most tokens of a window, prompt included
     * @param randomness a generator from a seed
     */
    WindowDecoder(
            Vocabulary vocabulary,
            Suppression suppression,
            boolean multilingual,
            int positions,
            LongFunction<RandomGenerator> randomness) {
        this.special = vocabulary.special();
        this.tokenizer = vocabulary.tokenizer();
        this.suppression = suppression;
        this.timestampRules = TimestampRules.of(special);
        this.multilingual = multilingual;
        this.positions = positions;
        this.randomness = randomness;
    }

    /** @throws HearingException if the deadline passes before the first attempt is complete */
    DecodedWindow decode(DecoderRun run, WindowRequest request, Deadline deadline) {
        deadline.require();
        Prompted prompted = prompt(run, request, deadline);
        Attempt best = null;
        int steps = 0;
        int fallbacks = 0;
        RandomGenerator random = randomness.apply(request.seed());
        for (double temperature : TEMPERATURES) {
            long before = deadline.nanosLeft();
            Attempt attempt;
            try {
                attempt = attempt(run, prompted, request, temperature, random, deadline);
            } catch (HearingException e) {
                if (best == null || e.reason() != HearingException.Reason.TOO_SLOW) {
                    throw e;
                }
                break;
            }
            steps += attempt.tokens().length + 1;
            fallbacks += best == null ? 0 : 1;
            best = best == null ? attempt : best.better(attempt);
            boolean silence = prompted.noSpeech > DecodedWindow.NO_SPEECH
                    && attempt.averageLogProbability() < Attempt.LEAST_LOG_PROBABILITY;
            boolean timeForAnother = deadline.nanosLeft() > before - deadline.nanosLeft();
            if (!attempt.failed() || silence || !timeForAnother) {
                break;
            }
        }
        run.release(prompted.state);
        return new DecodedWindow(
                Objects.requireNonNull(best),
                prompted.language,
                prompted.languageProbability,
                prompted.noSpeech,
                steps,
                fallbacks);
    }

    /** The state after the prompt, and what was learned on the way. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    private record Prompted(
            DecoderRun.State state,
            float[] logits,
            int length,
            Language language,
            double languageProbability,
            double noSpeech) {}

    private Prompted prompt(DecoderRun run, WindowRequest request, Deadline deadline) {
        float[] atStart = new float[special.vocabularySize()];
        float[] last = new float[special.vocabularySize()];
        Language language = multilingual ? request.language() : Language.ENGLISH;
        double probability = 1;
        int[] context = context(request.context());
        DecoderRun.State state = null;
        if (language == null) {
            state = run.begin(new int[] {special.startOfTranscript()}, 0, atStart, last);
            LanguageGuess guess = guess(atStart, request);
            language = guess.language();
            probability = guess.probability();
            deadline.require();
        }
        int[] task = task(language, request.timestamps());
        if (state != null && context.length == 0) {
            // One step for each token is cheaper than a first step: the keys and values of the sound stay as they are.
            for (int i = 1; i < task.length; i++) {
                DecoderRun.State next = run.extend(state, task[i], last);
                run.release(state);
                state = next;
            }
            return new Prompted(state, last, task.length, language, probability, noSpeech(atStart));
        }
        if (state != null) {
            run.release(state);
        }
        int[] prompt =
                IntStream.concat(Arrays.stream(context), Arrays.stream(task)).toArray();
        state = run.begin(prompt, context.length, atStart, last);
        return new Prompted(state, last, prompt.length, language, probability, noSpeech(atStart));
    }

    private LanguageGuess guess(float[] logits, WindowRequest request) {
        LanguageGuess guess = LanguageGuess.of(logits, special.languages(), request.allowed());
        Language expected = request.expected();
        boolean unsure = guess.probability() < LanguageGuess.SURE && request.seconds() < SHORT;
        return unsure && knows(expected) && expected != null
                ? new LanguageGuess(expected, guess.language().equals(expected) ? guess.probability() : 0)
                : guess;
    }

    /** Whether a prompt can name this language. */
    boolean knows(@Nullable Language language) {
        return language != null && special.languages().containsKey(language);
    }

    private int[] task(Language language, boolean timestamps) {
        IntStream.Builder task = IntStream.builder().add(special.startOfTranscript());
        if (multilingual) {
            task.add(Objects.requireNonNull(special.languages().get(language))).add(special.transcribe());
        }
        if (!timestamps) {
            task.add(special.noTimestamps());
        }
        return task.build().toArray();
    }

    /** The last tokens of what went before: at most half of all positions, less one for the mark. */
    private int[] context(int[] tokens) {
        if (tokens.length == 0) {
            return tokens;
        }
        int most = positions / 2 - 1;
        int[] last = Arrays.copyOfRange(tokens, Math.max(0, tokens.length - most), tokens.length);
        return IntStream.concat(IntStream.of(special.startOfPrevious()), Arrays.stream(last))
                .toArray();
    }

    private double noSpeech(float[] logits) {
        return Math.exp(logits[special.noSpeech()] - LogProbabilities.logSumExp(logits, 0, logits.length));
    }

    private Attempt attempt(
            DecoderRun run,
            Prompted prompted,
            WindowRequest request,
            double temperature,
            RandomGenerator random,
            Deadline deadline) {
        int most = Math.min(positions / 2, positions - prompted.length);
        most = (int) Math.min(most, TOKENS_FOR_ANY + TOKENS_PER_SECOND * request.seconds());
        int[] tokens = new int[most];
        int count = 0;
        double sum = 0;
        boolean looped = false;
        float[] logits = prompted.logits.clone();
        DecoderRun.State state = prompted.state;
        // The state of the prompt is left for other attempts.
        boolean extended = false;
        try {
            while (count < most && !looped) {
                forbid(logits, tokens, count, request.timestamps());
                int token = temperature == 0
                        ? LogProbabilities.best(logits)
                        : LogProbabilities.sample(logits, temperature, random);
                sum += logits[token] - LogProbabilities.logSumExp(logits, 0, logits.length);
                if (token == special.endOfText()) {
                    break;
                }
                tokens[count++] = token;
                looped = RepetitionGuard.looping(tokens, count);
                if (count < most && !looped) {
                    deadline.require();
                    DecoderRun.State next = run.extend(state, token, logits);
                    if (extended) {
                        run.release(state);
                    }
                    state = next;
                    extended = true;
                }
            }
        } finally {
            if (extended) {
                run.release(state);
            }
        }
        if (!Double.isFinite(sum)) {
            throw new HearingException(
                    HearingException.Reason.ENGINE_FAILED,
                    "The Whisper decoder gave no usable numbers; verify the model with \"./vignette models verify\".");
        }
        int[] written = Arrays.copyOf(tokens, count);
        String text = tokenizer.decode(written).strip();
        return new Attempt(written, text, sum / (count + 1), CompressionRatio.of(text), temperature, looped);
    }

    private void forbid(float[] logits, int[] tokens, int count, boolean timestamps) {
        if (count == 0) {
            for (int id : suppression.first()) {
                logits[id] = Float.NEGATIVE_INFINITY;
            }
        }
        for (int id : suppression.always()) {
            logits[id] = Float.NEGATIVE_INFINITY;
        }
        if (timestamps) {
            timestampRules.forbid(logits, tokens, count);
            timestampRules.preferTimestamps(logits);
        } else {
            // A model that was told to leave them out hardly ever writes one, and it would be no text.
            Arrays.fill(logits, special.noTimestamps(), logits.length, Float.NEGATIVE_INFINITY);
        }
    }
}
