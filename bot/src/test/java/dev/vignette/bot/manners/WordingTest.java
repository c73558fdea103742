package dev.vignette.bot.manners;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.bot.chat.TurnAction;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.time.Duration;
import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WordingTest {
    private final Wording wording = new Wording();

    @ParameterizedTest
    @ValueSource(strings = {"_es", "_zh"})
    void everyLanguageHasAllWordsWithTheSameNumbers(String language) throws IOException {
        Properties english = load("");
        Properties other = load(language);
        assertThat(other.keySet()).isEqualTo(english.keySet());
        english.stringPropertyNames()
                .forEach(key -> assertThat(new MessageFormat(other.getProperty(key)).getFormatsByArgumentIndex())
                        .as(key)
                        .hasSameSizeAs(new MessageFormat(english.getProperty(key)).getFormatsByArgumentIndex()));
    }

    @Test
    void patternsKeepTheirApostrophes() throws IOException {
        for (String language : new String[] {"", "_es", "_zh"}) {
            Properties words = load(language);
            words.stringPropertyNames().stream()
                    .filter(key -> words.getProperty(key).contains("{"))
                    .forEach(key -> assertThat(words.getProperty(key)).as(key).doesNotContain("'"));
        }
    }

    @Test
    void waitsAreRoundedUp() {
        assertThat(wording.wait(Duration.ofMillis(1), "en")).isEqualTo("1 second");
        assertThat(wording.wait(Duration.ofSeconds(59), "es")).isEqualTo("59 segundos");
        assertThat(wording.wait(Duration.ofSeconds(61), "en")).isEqualTo("2 minutes");
        assertThat(wording.wait(Duration.ofMinutes(59).plusSeconds(1), "en")).isEqualTo("1 hour");
        assertThat(wording.wait(Duration.ofMinutes(100), "zh")).isEqualTo("2 小时");
    }

    @Test
    void otherLanguagesAreSpokenToInEnglishAndRegionsDoNotMatter() {
        assertThat(wording.action(TurnAction.TALK, "fi")).contains("Make it talk");
        assertThat(wording.action(TurnAction.TALK, "zh-Hant-TW")).contains("让它说出来");
    }

    @Test
    void numbersOfLimitsAreReadable() {
        assertThat(wording.say("refused.long", "en", 8000)).contains("8,000 characters");
    }

    private static Properties load(String language) throws IOException {
        try (Reader in = new InputStreamReader(
                Objects.requireNonNull(WordingTest.class.getResourceAsStream("words" + language + ".properties")),
                StandardCharsets.UTF_8)) {
            var words = new Properties();
            words.load(in);
            return words;
        }
    }
}
