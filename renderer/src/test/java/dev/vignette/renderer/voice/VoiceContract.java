package dev.vignette.renderer.voice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vignette.media.Language;
import dev.vignette.media.sound.Pcm;
import dev.vignette.renderer.RenderException;
import dev.vignette.renderer.RenderException.Reason;
import dev.vignette.renderer.Script;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What every {@link Voice} promises. Implementations extend this and say how to open one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class VoiceContract {
    private static final Script SCRIPT = new Script("Good morning. There is a letter for you.", Language.ENGLISH);
    /** Where all that counts is that something is said. */
    private static final Script WORD = new Script("Morning!", Language.ENGLISH);

    private Voice voice;
    private List<SpeechChunk> said = List.of();

    /** A new engine; the contract closes it. */
    protected abstract Voice open();

    /** The one that the contract is tried on. */
    protected final Voice voice() {
        return voice;
    }

    /** Whom it is to be in these tests: somebody with a voice of their own if it clones. */
    protected Speaker speaker() {
        return voice.capabilities().clones() ? Speakers.enrolled() : Speakers.approximate();
    }

    @BeforeAll
    void openOnce() {
        voice = open();
    }

    @AfterAll
    void closeOnce() {
        voice.close();
    }

    private List<SpeechChunk> say(Voice voice, Script script, long seed) {
        List<SpeechChunk> chunks = new ArrayList<>();
        voice.speak(script, speaker(), seed, chunks::add);
        return chunks;
    }

    /** The script by seed 1, perhaps said for an earlier test. */
    private List<SpeechChunk> said() {
        if (said.isEmpty()) {
            said = say(voice, SCRIPT, 1);
        }
        return said;
    }

    private static float[] samples(List<SpeechChunk> chunks) {
        return chunks.stream()
                .map(SpeechChunk::sound)
                .reduce(Pcm::plus)
                .orElseThrow()
                .samples();
    }

    @Test
    void saysWhatItIs() {
        assertThat(voice.engine().name()).isNotBlank();
        assertThat(voice.capabilities().languages()).isNotEmpty();
        assertThat(voice.capabilities().licence()).isNotBlank();
    }

    @Test
    void everyChunkHasTheDeclaredRateAndAUsefulLength() {
        List<SpeechChunk> chunks = said();
        assertThat(chunks).isNotEmpty().allSatisfy(chunk -> {
            assertThat(chunk.sound().rate()).isEqualTo(voice.capabilities().rate());
            assertThat(chunk.sound().seconds()).isBetween(0.0799, 5.0);
        });
        assertThat(chunks).allSatisfy(chunk -> assertThat(chunk.sound().peak()).isLessThanOrEqualTo(1));
        assertThat(chunks.stream().mapToDouble(c -> c.sound().rms()).max().orElse(0))
                .isGreaterThan(0.01);
    }

    @Test
    void phonemesAreInOrderWithinTheSoundAndInTheChunkWhereTheyBegin() {
        if (!voice.capabilities().phonemes()) {
            assertThat(said()).allSatisfy(chunk -> assertThat(chunk.phonemes()).isEmpty());
            return;
        }
        double from = 0;
        double last = 0;
        int sounds = 0;
        for (SpeechChunk chunk : said()) {
            double to = from + chunk.sound().seconds();
            for (TimedPhoneme phoneme : chunk.phonemes()) {
                assertThat(phoneme.start()).isBetween(from - 1e-3, to + 1e-3).isGreaterThanOrEqualTo(last - 1e-6);
                last = phoneme.end();
                sounds += phoneme.ipa().isEmpty() ? 0 : 1;
            }
            from = to;
        }
        assertThat(last).isLessThanOrEqualTo(from + 1e-3);
        assertThat(sounds).isGreaterThan(10);
    }

    @Test
    void theSameArgumentsGiveTheSameSamplesWhateverWasSaidBefore() {
        float[] first = samples(said());
        say(voice, WORD, 3);
        assertThat(samples(say(voice, SCRIPT, 1))).isEqualTo(first);
    }

    @Test
    void aLongerTextLastsLonger() {
        assertThat(samples(said()).length).isGreaterThan(2 * samples(say(voice, WORD, 1)).length);
    }

    @Test
    void anInterruptEndsIt() {
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> say(voice, SCRIPT, 1))
                    .isInstanceOfSatisfying(
                            RenderException.class, e -> assertThat(e.reason()).isEqualTo(Reason.CANCELLED));
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(say(voice, WORD, 1)).isNotEmpty();
    }

    @Test
    void textWithoutWordsIsRefused() {
        assertThatThrownBy(() -> say(voice, new Script("🙂 … 🎉!", Language.ENGLISH), 1))
                .isInstanceOfSatisfying(RenderException.class, e -> {
                    assertThat(e.reason()).isEqualTo(Reason.UNSPEAKABLE_TEXT);
                    assertThat(e.retryable()).isFalse();
                });
    }

    @Test
    void nobodyIsClonedWithoutConsent() {
        Speaker unasked = Speakers.approximate();
        if (!voice.capabilities().clones()) {
            assertThat(voice.languages(unasked)).isEqualTo(voice.capabilities().languages());
            return;
        }
        assertThat(voice).isInstanceOf(CloningVoice.class);
        assertThat(voice.languages(unasked)).isEmpty();
        List<SpeechChunk> heard = new ArrayList<>();
        assertThatThrownBy(() -> voice.speak(SCRIPT, unasked, 1, heard::add))
                .isInstanceOfSatisfying(RenderException.class, e -> {
                    assertThat(e.reason()).isEqualTo(Reason.NO_CONSENT);
                    assertThat(e.getMessage()).contains("consent");
                });
        assertThat(heard).isEmpty();
    }

    @Test
    void aConsentThatWasTakenBackCountsAtOnceAndNoPrintIsMadeByIt() {
        if (!(voice instanceof CloningVoice clone)) {
            return;
        }
        Speaker withdrawn = Speakers.withdrawn();
        List<SpeechChunk> heard = new ArrayList<>();
        assertThatThrownBy(() -> clone.speak(SCRIPT, withdrawn, 1, heard::add))
                .isInstanceOfSatisfying(
                        RenderException.class, e -> assertThat(e.reason()).isEqualTo(Reason.NO_CONSENT));
        assertThat(heard).isEmpty();
        assertThatThrownBy(() -> clone.print(Objects.requireNonNull(withdrawn.enrolled())))
                .isInstanceOfSatisfying(
                        RenderException.class, e -> assertThat(e.reason()).isEqualTo(Reason.NO_CONSENT));
    }

    @Test
    void aPrintOfAnotherVersionIsMadeAnewFromTheSampleOrTheVoiceIsNotOffered() {
        EnrolledVoice own = speaker().enrolled();
        if (!(voice instanceof CloningVoice clone) || own == null || own.sample() == null) {
            return;
        }
        VoicePrint foreign = new VoicePrint(voice.engine().name(), "another version", new byte[8]);
        Speaker whole = speaker().with(own.with(foreign));
        assertThat(voice.languages(whole)).isNotEmpty();
        assertThat(clone.print(own.with(foreign))).isEqualTo(clone.print(own));

        EnrolledVoice left = own.with(foreign).withoutSample();
        assertThat(clone.canBe(left)).isFalse();
        assertThat(voice.languages(speaker().with(left))).isEmpty();
        assertThatThrownBy(() -> voice.speak(SCRIPT, speaker().with(left), 1, chunk -> {}))
                .isInstanceOfSatisfying(RenderException.class, e -> {
                    assertThat(e.reason()).isEqualTo(Reason.UNUSABLE_SAMPLE);
                    assertThat(e.getMessage()).contains(voice.engine().name()).contains("Record it once more");
                });
    }

    @Test
    void aKeptPrintSoundsAsTheSampleThatItWasMadeOf() {
        EnrolledVoice own = speaker().enrolled();
        if (!(voice instanceof CloningVoice clone) || own == null || own.sample() == null) {
            return;
        }
        VoicePrint print = clone.print(own);
        assertThat(print.engine()).isEqualTo(voice.engine().name());
        assertThat(clone.print(new EnrolledVoice(
                        own.consent(),
                        new Pcm(own.sample().samples().clone(), own.sample().rate()))))
                .as("made anew")
                .isEqualTo(print);
        EnrolledVoice left = own.with(print).withoutSample();
        assertThat(voice.languages(speaker().with(left)))
                .isEqualTo(voice.capabilities().languages());
        List<SpeechChunk> chunks = new ArrayList<>();
        voice.speak(SCRIPT, speaker().with(left), 1, chunks::add);
        assertThat(samples(chunks)).isEqualTo(samples(said()));
    }

    @Test
    void aLanguageThatIsNotSpokenIsRefused() {
        Script klingon = new Script("nuqneH", Language.of("tlh"));
        assertThatThrownBy(() -> say(voice, klingon, 1))
                .isInstanceOfSatisfying(
                        RenderException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNSPEAKABLE_TEXT));
    }

    @Test
    void anErrorOfTheListenerComesThroughAndDoesNoHarm() {
        assertThatThrownBy(() -> voice.speak(SCRIPT, speaker(), 1, chunk -> {
                    throw new UnsupportedOperationException("full");
                }))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThat(say(voice, WORD, 1)).isNotEmpty();
    }

    @Test
    void fourThreadsGetTheirOwnSpeech() throws Exception {
        List<Script> scripts = List.of(
                WORD,
                new Script("Two more.", Language.ENGLISH),
                new Script("A crowd!", Language.ENGLISH),
                new Script("Four make a table.", Language.ENGLISH));
        List<float[]> alone =
                scripts.stream().map(s -> samples(say(voice, s, 1))).toList();
        try (ExecutorService pool = Executors.newFixedThreadPool(4)) {
            List<Callable<float[]>> calls = scripts.stream()
                    .map(s -> (Callable<float[]>) () -> samples(say(voice, s, 1)))
                    .toList();
            List<Future<float[]>> together = pool.invokeAll(calls);
            Set<Integer> lengths = new HashSet<>();
            for (int i = 0; i < alone.size(); i++) {
                assertThat(together.get(i).get()).isEqualTo(alone.get(i));
                lengths.add(alone.get(i).length);
            }
            assertThat(lengths).hasSizeGreaterThan(1);
        }
    }

    @Test
    void afterCloseItRefuses() {
        Voice closed = open();
        closed.close();
        closed.close();
        assertThatThrownBy(() -> say(closed, SCRIPT, 1)).isInstanceOf(IllegalStateException.class);
    }
}
