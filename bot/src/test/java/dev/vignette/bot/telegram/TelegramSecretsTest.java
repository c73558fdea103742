package dev.vignette.bot.telegram;

import dev.vignette.bot.chat.LogOfRun;
import dev.vignette.bot.turn.Heard;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A whole run with everything at debug: the token, which is part of every address, does not appear in the log. */
class TelegramSecretsTest {
    private static final long ANN = 42;

    @Test
    void noTokenIsLogged() {
        try (var log = new LogOfRun()) {
            try (BotUnderTest it = BotUnderTest.direct()) {
                it.node.hearing = (note, language) -> new Heard("Hi", "en");
                it.telegram.fail("getMe", 502, "Bad Gateway");
                it.poll();
                it.telegram.cut("getUpdates");
                it.poll();
                it.telegram.chats.files.put("v", 5L);
                it.people.send(ANN, ANN, "voice", People.voice("v", 5, 2));
                it.settle();
                it.telegram.downloads.put("voice/v", new byte[5]);
                it.telegram.cut("sendVideoNote");
                it.telegram.swallow("sendVideoNote");
                for (int i = 0; i < 4; i++) {
                    it.node.pass(Duration.ofSeconds(10));
                    it.settle();
                }
            }
            log.assertFreeOf(FakeTelegram.TOKEN, FakeTelegram.TOKEN.substring(FakeTelegram.TOKEN.indexOf(':')));
        }
    }
}
