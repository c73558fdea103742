package dev.vignette.conversation.hearing.whisper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vignette.conversation.hearing.HearingException;
import dev.vignette.media.Language;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** Decoding one window against a decoder whose logits are written by the test. */
class WindowDecoderTest {
    private static final SpecialTokens V2 = SpecialTokensTest.published("multilingual_99");
    private static final int FELLOW = 7_177;
    private static final int AND = 400;
    private static final Tokenizer TOKENIZER = TokenizerTest.tokenizer("multilingual");

    private final AtomicLong clock = new AtomicLong();
    private final WindowDecoder decoder = new WindowDecoder(
            new Vocabulary(V2, TOKENIZER), Suppression.of(V2, TOKENIZER, null, null), true, 448, SplittableRandom::new);

    /** Logits after a history are zero but for what the test puts there; counts what it was asked. */
    private final class Script implements DecoderRun {
        private final BiConsumer<List<Integer>, float[]> next;
        private final List<List<Integer>> prompts = new ArrayList<>();
        private int held;
        private int steps;

        Script(BiConsumer<List<Integer>, float[]> next) {
            this.next = next;
        }

        private record History(List<Integer> tokens) implements State {}

        @Override
        public State begin(int[] prompt, int row, float[] atRow, float[] last) {
            List<Integer> tokens = Arrays.stream(prompt).boxed().toList();
            prompts.add(tokens);
            write(tokens.subList(0, row + 1), atRow);
            write(tokens, last);
            held++;
            return new History(tokens);
        }

        @Override
        public State extend(State before, int token, float[] logits) {
            List<Integer> tokens = new ArrayList<>(((History) before).tokens());
            tokens.add(token);
            write(tokens, logits);
            held++;
            steps++;
            clock.addAndGet(10_000_000);
            return new History(tokens);
        }

        @Override
        public void release(State state) {
            held--;
        }

        private void write(List<Integer> tokens, float[] logits) {
            Arrays.fill(logits, 0);
            next.accept(tokens, logits);
        }
    }

    private static WindowRequest request() {
        return new WindowRequest(null, null, Set.of(), false, new int[0], 10, 1);
    }

    private Deadline patience() {
        return new Deadline(clock::get, Duration.ofMinutes(1));
    }

    /** Says "And fellow", surely, in German. */
    private Script german() {
        return new Script((tokens, logits) -> {
            int last = tokens.getLast();
            if (last == V2.startOfTranscript()) {
                logits[V2.languages().get(new Language("de"))] = 30;
                logits[V2.languages().get(Language.SPANISH)] = 27;
            } else if (last == V2.noTimestamps()) {
                logits[AND] = 30;
            } else if (last == AND) {
                logits[FELLOW] = 30;
            } else {
                logits[V2.endOfText()] = 30;
            }
        });
    }

    @Test
    void writesWhatIsLikeliestInTheLanguageItHears() {
        Script script = german();
        DecodedWindow heard = decoder.decode(script, request(), patience());
        assertThat(heard.best().tokens()).containsExactly(AND, FELLOW);
        assertThat(heard.best().text()).isEqualTo("And fellow");
        assertThat(heard.best().averageLogProbability()).isCloseTo(0, within(1e-3));
        assertThat(heard.language()).isEqualTo(new Language("de"));
        assertThat(heard.languageProbability()).isCloseTo(1 / (1 + Math.exp(-3)), within(1e-6));
        assertThat(heard.fallbacks()).isZero();
        assertThat(script.prompts).containsExactly(List.of(V2.startOfTranscript()));
        assertThat(script.held).as("states not released").isZero();
    }

    @Test
    void onlyAllowedLanguagesAreHeard() {
        WindowRequest request =
                new WindowRequest(null, null, Set.of(Language.SPANISH, Language.CHINESE), false, new int[0], 10, 1);
        assertThat(decoder.decode(german(), request, patience()).language()).isEqualTo(Language.SPANISH);
    }

    @Test
    void aGivenLanguageNeedsOneFirstStep() {
        Script script = german();
        DecodedWindow heard = decoder.decode(script, request().in(Language.CHINESE), patience());
        assertThat(script.prompts)
                .containsExactly(List.of(V2.startOfTranscript(), 50_260, V2.transcribe(), V2.noTimestamps()));
        assertThat(heard.languageProbability()).isEqualTo(1);
    }

    @Test
    void theLanguageOfTheConversationDecidesForShortAndUnsureSound() {
        Script unsure = new Script((tokens, logits) -> logits[V2.endOfText()] = 30);
        WindowRequest request = new WindowRequest(null, Language.SPANISH, Set.of(), false, new int[0], 1, 1);
        assertThat(decoder.decode(unsure, request, patience()).language()).isEqualTo(Language.SPANISH);
    }

    @Test
    void contextStandsBeforeTheStartAndIsCutAtItsBeginning() {
        Script script = german();
        int[] context = new int[300];
        Arrays.setAll(context, i -> i);
        WindowRequest request = new WindowRequest(new Language("de"), null, Set.of(), false, context, 10, 1);
        decoder.decode(script, request, patience());
        List<Integer> prompt = script.prompts.getFirst();
        assertThat(prompt)
                .hasSize(1 + 223 + 4)
                .startsWith(V2.startOfPrevious(), 77)
                .contains(299);
        assertThat(prompt.indexOf(V2.startOfTranscript())).isEqualTo(224);
    }

    @Test
    void aGuessIsTriedAgainAtHigherTemperaturesFromTheSamePrompt() {
        // Two hundred tokens are equally likely: the logarithm of the probability is far below -1.
        Script script = new Script((tokens, logits) -> {
            if (tokens.size() < 8) {
                Arrays.fill(logits, 300, 500, 10);
            } else {
                logits[V2.endOfText()] = 30;
            }
        });
        DecodedWindow heard = decoder.decode(script, request().in(Language.ENGLISH), patience());
        assertThat(heard.fallbacks()).isEqualTo(3);
        assertThat(script.prompts).hasSize(1);
        assertThat(script.held).isZero();
        assertThat(decoder.decode(script, request().in(Language.ENGLISH), patience())
                        .best()
                        .tokens())
                .as("the same seed gives the same text")
                .isEqualTo(heard.best().tokens());
    }

    @Test
    void silenceIsNotTriedAgain() {
        Script script = new Script((tokens, logits) -> {
            if (tokens.getLast() == V2.startOfTranscript()) {
                logits[V2.noSpeech()] = 30;
            } else {
                Arrays.fill(logits, 300, 500, 10);
            }
        });
        DecodedWindow heard = decoder.decode(script, request().in(Language.ENGLISH), patience());
        assertThat(heard.noSpeechProbability()).isGreaterThan(0.99);
        assertThat(heard.silent()).isTrue();
        assertThat(heard.fallbacks()).isZero();
    }

    @Test
    void aDecoderThatGoesRoundInCirclesIsStopped() {
        Script script = new Script((tokens, logits) -> logits[FELLOW] = 30);
        DecodedWindow heard = decoder.decode(script, request().in(Language.ENGLISH), patience());
        assertThat(heard.best().looped()).isTrue();
        assertThat(heard.best().tokens()).hasSize(20);
    }

    @Test
    void aDecoderThatNeverEndsIsStopped() {
        Script script = new Script((tokens, logits) -> logits[300 + tokens.size()] = 30);
        WindowRequest second = new WindowRequest(Language.ENGLISH, null, Set.of(), false, new int[0], 1, 1);
        assertThat(decoder.decode(script, second, patience()).best().tokens()).hasSize(48);
        assertThat(decoder.decode(script, request().in(Language.ENGLISH), patience())
                        .best()
                        .tokens())
                .hasSize(192);
    }

    @Test
    void blanksAndAnnotationsAreNotWritten() {
        int note = TOKENIZER.encode("♪♪")[0];
        Script script = new Script((tokens, logits) -> {
            logits[V2.endOfText()] = 20;
            logits[220] = 25;
            logits[note] = 30;
            logits[V2.translate()] = 29;
            logits[V2.firstTimestamp() + 7] = 29;
            logits[AND] = 10;
        });
        assertThat(decoder.decode(script, request().in(Language.ENGLISH), patience())
                        .best()
                        .tokens())
                .startsWith(AND)
                .doesNotContain(note, V2.translate(), V2.firstTimestamp() + 7);
    }

    @Test
    void timestampsAreWrittenWhereAskedFor() {
        int zero = V2.firstTimestamp();
        Map<Integer, Integer> after = new HashMap<>(Map.of(V2.transcribe(), zero, zero, AND, AND, zero + 100));
        Script script = new Script((tokens, logits) -> {
            int end = tokens.getLast() == zero + 100 ? V2.endOfText() : V2.noTimestamps();
            logits[after.getOrDefault(tokens.getLast(), end)] = 30;
        });
        WindowRequest request = new WindowRequest(Language.ENGLISH, null, Set.of(), true, new int[0], 10, 1);
        DecodedWindow heard = decoder.decode(script, request, patience());
        assertThat(heard.best().tokens()).containsExactly(zero, AND, zero + 100);
        assertThat(heard.best().text()).isEqualTo("And");
    }

    @Test
    void theDeadlineIsKept() {
        // Ten milliseconds for each token.
        Script endless = new Script((tokens, logits) -> logits[300 + tokens.size()] = 30);
        Deadline deadline = new Deadline(clock::get, Duration.ofMillis(500));
        assertThatThrownBy(() -> decoder.decode(endless, request().in(Language.ENGLISH), deadline))
                .isInstanceOfSatisfying(
                        HearingException.class,
                        e -> assertThat(e.reason()).isEqualTo(HearingException.Reason.TOO_SLOW));
        assertThat(endless.steps).isEqualTo(50);
    }

    @Test
    void whatIsThereWhenTimeRunsOutIsBetterThanNothing() {
        Script guesses = new Script((tokens, logits) -> {
            if (tokens.size() < 40) {
                Arrays.fill(logits, 300, 500, 10);
            } else {
                logits[V2.endOfText()] = 30;
            }
        });
        Deadline deadline = new Deadline(clock::get, Duration.ofMillis(500));
        DecodedWindow heard = decoder.decode(guesses, request().in(Language.ENGLISH), deadline);
        assertThat(heard.best().tokens()).isNotEmpty();
        assertThat(heard.fallbacks()).isZero();
    }

    @Test
    void numbersThatAreNoneAreAFailure() {
        Script broken = new Script((tokens, logits) -> Arrays.fill(logits, Float.NaN));
        assertThatThrownBy(() -> decoder.decode(broken, request().in(Language.ENGLISH), patience()))
                .hasMessageContaining("no usable numbers");
    }
}
