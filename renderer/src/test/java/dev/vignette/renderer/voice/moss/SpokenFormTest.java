package dev.vignette.renderer.voice.moss;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpokenFormTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = true, textBlock = """
            **Well** done!!!            | Well done!
            So (I think) yes...         | So, I think, yes.
            今天 天气 很好……               | 今天天气很好。
            我 用 Linux 系统              | 我用 Linux 系统
            one — two                   | one, two
            """)
    void marksAreUnified(String text, String tidied) {
        assertThat(SpokenForm.tidied(text)).isEqualTo(tidied);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "hello|        Hello.",
                "there is a letter for you|There is a letter for you.",
                "There is a letter, for you,|There is a letter, for you,",
                "今天天气很好|今天天气很好。",
                "今天天气很好，|今天天气很好。",
                "明天见！|明天见！",
                "straße|        Straße."
            })
    void aPassageHasAnEndAndRoom(String passage, String prompt) {
        assertThat(SpokenForm.prompt(passage)).isEqualTo(prompt);
    }
}
