package dev.vignette.renderer.voice.espeak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vignette.media.Language;
import dev.vignette.renderer.RenderException;
import dev.vignette.renderer.Script;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PhraseTest {

    private static List<String> phrases(String text, Language language) {
        return Phrase.of(new Script(text, language)).stream()
                .map(phrase -> phrase.runs().stream().map(ScriptRuns.Run::text).collect(Collectors.joining()))
                .toList();
    }

    @Test
    void sentencesAndTheClausesOfLongOnesAreSpokenApart() {
        assertThat(phrases("Yes. It is 3.5 km, no more.", Language.ENGLISH))
                .containsExactly("Yes.", "It is 3.5 km, no more.");
        assertThat(phrases("We could go to the museum on Saturday morning, or stay here.", Language.ENGLISH))
                .containsExactly("We could go to the museum on Saturday morning,", "or stay here.");
        assertThat(phrases("今天天气很好。我们出去走走吧！", Language.CHINESE)).containsExactly("今天天气很好。", "我们出去走走吧！");
    }

    @Test
    void pausesGrowFromClauseToParagraph() {
        List<Phrase> phrases = Phrase.of(
                new Script("This clause is long enough to be cut off here, then on. Next.\nNew.", Language.ENGLISH));
        assertThat(phrases).extracting(Phrase::pause).containsExactly(0.20, 0.40, 0.60, 0.60);
    }

    @Test
    void textWithoutPunctuationIsCutBetweenWords() {
        List<String> phrases = phrases("word ".repeat(200).strip(), Language.ENGLISH);
        assertThat(phrases).hasSizeGreaterThan(3).allSatisfy(phrase -> {
            assertThat(phrase.length()).isLessThan(300);
            assertThat(phrase).startsWith("word").endsWith("word");
        });
        assertThat(phrases("x".repeat(4_900), Language.ENGLISH))
                .allSatisfy(phrase -> assertThat(phrase.length()).isLessThan(500));
    }

    @Test
    void emojiAndUnknownScriptsAreLeftOut() {
        assertThat(phrases("Hi 🙂 there 👍🏽!", Language.ENGLISH).getFirst().replaceAll(" +", " "))
                .isEqualTo("Hi there !");
        assertThatThrownBy(() -> phrases("Привет 🙂", Language.ENGLISH))
                .isInstanceOf(RenderException.class)
                .hasMessageContaining("pronounced");
    }
}
