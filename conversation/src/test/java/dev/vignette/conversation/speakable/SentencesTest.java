package dev.vignette.conversation.speakable;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.media.Language;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SentencesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en|I met Dr. Smith. He was kind.|I met Dr. Smith./He was kind.",
                "en|J. R. R. Tolkien wrote it. Really!|J. R. R. Tolkien wrote it./Really!",
                "en|Pi is 3.14 or so. Is it?|Pi is 3.14 or so./Is it?",
                "en|Wait… what? No.|Wait… what?/No.",
                "en|He said \"Stop!\" and left. She stayed.|He said \"Stop!\" and left./She stayed.",
                "de|Viele Tiere, z. B. Hunde. Und Katzen.|Viele Tiere, z. B. Hunde./Und Katzen.",
                "es|El Sr. García vino. ¿Y la Dra. Ruiz?|El Sr. García vino./¿Y la Dra. Ruiz?",
                "es|Mide 3,5 metros. ¡Es enorme!|Mide 3,5 metros./¡Es enorme!",
                "zh|你好！今天天气怎么样？很好。|你好！/今天天气怎么样？/很好。",
                "zh|圆周率是3.14。对吗？|圆周率是3.14。/对吗？",
            })
    void split(String language, String text, String sentences) {
        assertThat(Sentences.split(text, Language.of(language))).isEqualTo(List.of(sentences.split("/")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "First, wait; then go: now|First,/wait;/then go:/now",
                "先等一下，然后走：现在|先等一下，/然后走：/现在",
                "one thousand|one thousand",
            })
    void clauses(String sentence, String clauses) {
        assertThat(Sentences.clauses(sentence)).isEqualTo(List.of(clauses.split("/")));
    }
}
