package dev.vignette.bot.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vignette.media.Language;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpokenTextTest {

    @Test
    void bringsTextIntoNormalForm() {
        assertThat(SpokenText.admit(" Ｈello\r\n\tthere ")).isEqualTo("Hello there");
        assertThat(SpokenText.admit("A wrapped\nline goes on")).isEqualTo("A wrapped line goes on");
    }

    @Test
    void closesParagraphsThatAreLeftOpen() {
        assertThat(SpokenText.admit("The title\n\nThe text. \n\n Its end")).isEqualTo("The title. The text. Its end");
        assertThat(SpokenText.admit("标题\n\n正文")).isEqualTo("标题。 正文");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "One. Two comes after one. Three is the last of them. | en | 4 | One. Two comes after one.",
                "第一句话在这里。第二句话也在这里。第三句话比较长一些。 | zh | 4 | 第一句话在这里。",
                "Primera frase. ¿Segunda frase? ¡Tercera frase, que es más larga! | es | 4 | Primera frase. ¿Segunda frase?"
            })
    void keepsWholeSentences(String text, String language, int seconds, String kept) {
        SpokenText fitted = SpokenText.fit(text, Language.of(language), Duration.ofSeconds(seconds));
        assertThat(fitted.text()).isEqualTo(kept);
        assertThat(fitted.shortened()).isTrue();
    }

    @Test
    void keepsWholeWordsOfASentenceThatIsTooLong() {
        SpokenText fitted = SpokenText.fit(
                "This one sentence goes on and on without an end in sight", Language.ENGLISH, Duration.ofSeconds(3));
        assertThat(fitted.text()).startsWith("This one sentence").doesNotEndWith(" ");
        assertThat("This one sentence goes on and on without an end in sight").startsWith(fitted.text() + " ");
    }

    @Test
    void leavesAloneWhatFits() {
        assertThat(SpokenText.fit("Short.", Language.ENGLISH, Duration.ofSeconds(60)))
                .isEqualTo(new SpokenText("Short.", false));
    }

    @Test
    void saysWhenNothingFits() {
        assertThatThrownBy(() ->
                        SpokenText.fit("incomprehensibilities".repeat(5), Language.ENGLISH, Duration.ofSeconds(1)))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("max_seconds");
    }
}
