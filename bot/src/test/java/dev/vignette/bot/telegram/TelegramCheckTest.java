package dev.vignette.bot.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.bot.doctor.Finding;
import dev.vignette.bot.doctor.Finding.Verdict;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TelegramCheckTest {
    private final FakeTelegram telegram = new FakeTelegram();

    @AfterEach
    void close() {
        telegram.close();
    }

    @Test
    void aBotInOrderIsFoundSoAndPostsTheClip() {
        List<Finding> findings = look(FakeTelegram.TOKEN, "42");
        assertThat(findings).hasSize(5).allMatch(finding -> finding.verdict() == Verdict.GOOD);
        assertThat(findings.getFirst().detail()).isEqualTo("is @vignette_bot's");
        assertThat(telegram.chats.last(42).kind()).isEqualTo("note");
        assertThat(findings.toString()).doesNotContain(FakeTelegram.TOKEN.substring(12));
    }

    @Test
    void aWrongTokenAndAStrangeChatAreExplained() {
        assertThat(look("7000000001:AAF-anotherVerySecretToken", ""))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.verdict()).isEqualTo(Verdict.BAD);
                    assertThat(finding.advice()).contains("BotFather");
                });
        assertThat(look(FakeTelegram.TOKEN, "77").getLast().advice()).contains("press Start");
        assertThat(look(FakeTelegram.TOKEN, "@ann").getLast().detail()).contains("number of a chat");
        assertThat(look("", "")).singleElement().extracting(Finding::detail).isEqualTo("not set");
        assertThat(look("nonsense", ""))
                .singleElement()
                .extracting(Finding::verdict)
                .isEqualTo(Verdict.BAD);
    }

    private List<Finding> look(String token, String chat) {
        return new TelegramCheck(
                        Map.of(
                                "VIGNETTE_TELEGRAM_TOKEN",
                                token,
                                "VIGNETTE_TELEGRAM_API",
                                telegram.base().toString())::get,
                        chat)
                .findings();
    }
}
