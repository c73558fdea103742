package dev.vignette.conversation.speakable;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.conversation.reply.Reply;
import dev.vignette.media.Language;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpeakingTimeTest {
    @ParameterizedTest(name = "{1} s: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "en|20|One two three. Four five six.|One two three. Four five six.",
                "en|2|One two three. Four five six.|One two three.",
                "en|2|One two three, four five six, seven eight nine. Ten.|One two three.",
                "en|1|Supposedly everybody understands absolutely everything here|Supposedly.",
                "es|2|Uno dos tres. Cuatro cinco seis.|Uno dos tres.",
                "es|1|¿Quién vive aquí mismo, dime ahora?|Quién vive.",
                "zh|2|今天天气很好。我们出去走走吧。|今天天气很好。",
                "zh|2|今天天气很好，我们出去走走吧。|今天天气很好。",
                "zh|1|我喜欢学习编程语言和数学|我喜欢。",
            })
    void cutsAtTheLastEndThatFits(String language, long seconds, String text, String cut) {
        SpeakableText all = SpeakableText.of(text, Language.of(language));
        assertThat(all.within(Duration.ofSeconds(seconds)).text()).isEqualTo(cut);
    }

    @Test
    void theUsualTwelveSecondsAreAboutThirtyWordsOrFiftyCharacters() {
        assertThat(new SpeakableText("word ".repeat(30).strip() + ".", Language.ENGLISH).estimate())
                .isEqualTo(Duration.ofSeconds(12));
        assertThat(new SpeakableText("字".repeat(43) + "。", Language.CHINESE).estimate())
                .isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void aReplyKeepsItsWholeTextAndSaysItsBeginning() {
        Reply reply = Reply.of(
                "<think>short</think>**First** thing. " + "And another thing that takes its time. ".repeat(40),
                Language.ENGLISH,
                Reply.DEFAULT_BUDGET);

        assertThat(reply.text()).startsWith("**First** thing.").hasSizeGreaterThan(1_000);
        assertThat(reply.spoken().text()).startsWith("First thing. And another").endsWith("takes its time.");
        assertThat(reply.spoken().estimate()).isLessThanOrEqualTo(Reply.DEFAULT_BUDGET);
        assertThat(reply.isShortened()).isTrue();
        assertThat(Reply.of("All of it.", Language.ENGLISH, Reply.DEFAULT_BUDGET)
                        .isShortened())
                .isFalse();
    }
}
