package dev.vignette.bot.telegram;

import dev.vignette.bot.chat.ChatPlatform;
import dev.vignette.bot.chat.ChatPlatformContract;
import dev.vignette.bot.chat.ConversationId;
import dev.vignette.bot.chat.EventId;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

class TelegramPlatformTest extends ChatPlatformContract {
    private final BotUnderTest it = BotUnderTest.direct();

    @AfterEach
    void close() {
        it.close();
    }

    @Override
    protected ChatPlatform platform() {
        return it.platform;
    }

    @Override
    protected ConversationId conversation() {
        return new ConversationId("42");
    }

    @Override
    protected EventId question() {
        return new EventId("42/100");
    }

    @Override
    protected List<Shown> shown() {
        return it.telegram.chats.in(42).stream()
                .map(message -> new Shown(
                        message.text(),
                        message.kind().equals("note") || message.kind().equals("video"),
                        message.kind().equals("voice")))
                .toList();
    }
}
