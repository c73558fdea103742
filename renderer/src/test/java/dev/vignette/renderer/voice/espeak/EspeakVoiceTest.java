package dev.vignette.renderer.voice.espeak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vignette.media.Language;
import dev.vignette.media.signal.PitchTrack;
import dev.vignette.media.sound.Pcm;
import dev.vignette.renderer.RenderException;
import dev.vignette.renderer.RenderException.Reason;
import dev.vignette.renderer.Script;
import dev.vignette.renderer.voice.Speaker;
import dev.vignette.renderer.voice.SpeechChunk;
import dev.vignette.renderer.voice.Timbre;
import dev.vignette.renderer.voice.TimedPhoneme;
import dev.vignette.renderer.voice.Voice;
import dev.vignette.renderer.voice.VoiceContract;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Needs espeak-ng, and fails where it is missing. */
class EspeakVoiceTest extends VoiceContract {
    private static final Speaker LIN = Speaker.approximate("1", new Timbre(235, 0.20, 4.8, List.of()));

    @Override
    protected Voice open() {
        return EspeakVoice.open();
    }

    private List<SpeechChunk> say(String text, Language language) {
        List<SpeechChunk> chunks = new ArrayList<>();
        voice().speak(new Script(text, language), LIN, 1, chunks::add);
        return chunks;
    }

    private String ipa(String text, Language language) {
        return say(text, language).stream()
                .flatMap(chunk -> chunk.phonemes().stream())
                .map(TimedPhoneme::ipa)
                .collect(Collectors.joining(" "))
                .replaceAll("\\s+", " ")
                .strip();
    }

    @Test
    void itsNameTellsTheVersionOfEspeakAndOfOurTreatment() {
        assertThat(voice().engine().name()).isEqualTo("espeak");
        assertThat(voice().engine().version()).matches("1\\.5\\d[0-9a-z.]*-v\\d+");
        assertThat(voice().capabilities().clones()).isFalse();
        assertThat(voice().capabilities().phonemes()).isTrue();
    }

    @Test
    void theThreeLanguagesArePronounced() {
        assertThat(ipa("Judge the tea.", Language.ENGLISH)).isEqualTo("dʒ ʌ dʒ ð ə t iː");
        assertThat(ipa("La niña llora.", Language.SPANISH))
                .startsWith("l a n")
                .contains("ɲ a")
                .endsWith("ɾ a");
        assertThat(ipa("你好！", Language.CHINESE)).isEqualTo("n i x ɑu");
        assertThat(ipa("吃四十只鸡。", Language.CHINESE)).contains("ʈʂʰ ɨ", "s ɨ", "ʂ ɨ", "ʈʂ ɨ", "tɕ i");
    }

    @Test
    void latinWordsInChineseAreEnglishAndTheOtherWayRound() {
        assertThat(ipa("我喜欢 Java 编程。", Language.CHINESE)).contains("dʒ ɑː v ə").contains("p iɛ n");
        assertThat(ipa("Say 你好 to her.", Language.ENGLISH))
                .startsWith("s eɪ n i x ɑu t")
                .endsWith("h ɜː");
        assertThat(ipa("Se dice 谢谢.", Language.SPANISH)).startsWith("s e ð i").contains("ɕ iɛ");
    }

    @Test
    void theSeamBetweenScriptsIsShort() {
        List<TimedPhoneme> sounds = say("我喜欢 Java 编程。", Language.CHINESE).stream()
                .flatMap(chunk -> chunk.phonemes().stream())
                .toList();
        TimedPhoneme last = sounds.stream()
                .filter(s -> !s.ipa().isEmpty())
                .reduce((a, b) -> b)
                .orElseThrow();
        assertThat(sounds)
                .filteredOn(s -> s.ipa().isEmpty() && s.start() > 0 && s.end() < last.end())
                .allSatisfy(pause -> assertThat(pause.end() - pause.start()).isLessThan(0.12));
    }

    @Test
    void aQuestionRisesAndAStatementFalls() {
        double asked = end(say("Is he at home?", Language.ENGLISH));
        double told = end(say("He is at home.", Language.ENGLISH));
        assertThat(asked).isGreaterThan(1.15 * told);
    }

    /** F0 of the last voiced frames. */
    private static double end(List<SpeechChunk> chunks) {
        Pcm sound = chunks.stream().map(SpeechChunk::sound).reduce(Pcm::plus).orElseThrow();
        double[] hertz = PitchTrack.of(sound).hertz();
        int last = hertz.length - 1;
        while (hertz[last] == 0) {
            last--;
        }
        return hertz[last];
    }

    @Test
    void stressedSyllablesAreMarked() {
        List<TimedPhoneme> sounds = say("Banana.", Language.ENGLISH).stream()
                .flatMap(chunk -> chunk.phonemes().stream())
                .toList();
        assertThat(sounds.stream().filter(TimedPhoneme::stress).map(TimedPhoneme::ipa))
                .containsExactly("n", "æ");
    }

    @Test
    void longTextStreamsFromItsFirstClause() {
        String sentence = "This is the first part of a rather long sentence, and this is the second part of it. ";
        List<SpeechChunk> chunks = say(sentence.repeat(6), Language.ENGLISH);
        assertThat(chunks).hasSizeGreaterThan(10);
        assertThat(chunks.getFirst().sound().seconds()).isLessThan(3.5);
    }

    @Test
    void anotherLanguageIsRefused() {
        assertThatThrownBy(() -> say("Guten Tag.", new Language("de")))
                .isInstanceOfSatisfying(
                        RenderException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNSPEAKABLE_TEXT));
    }

    @Test
    void twoProcessesGiveTheSameSamples() {
        try (EspeakVoice other = EspeakVoice.open()) {
            List<SpeechChunk> theirs = new ArrayList<>();
            other.speak(new Script("今天天气很好。", Language.CHINESE), LIN, 1, theirs::add);
            List<SpeechChunk> ours = say("今天天气很好。", Language.CHINESE);
            assertThat(theirs).hasSameSizeAs(ours);
            for (int i = 0; i < ours.size(); i++) {
                assertThat(theirs.get(i).sound().samples())
                        .isEqualTo(ours.get(i).sound().samples());
            }
        }
    }
}
