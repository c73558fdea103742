package dev.vignette.bot.discord;

import static java.util.stream.Collectors.joining;

import dev.vignette.bot.chat.ChatPlatform;
import dev.vignette.bot.chat.ChatPlatformContract;
import dev.vignette.bot.chat.ConversationId;
import dev.vignette.bot.chat.EventId;
import java.util.List;
import net.dv8tion.jda.api.utils.data.DataArray;
import net.dv8tion.jda.api.utils.data.DataObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** Discord keeps what every platform promises to turns. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DiscordPlatformTest extends ChatPlatformContract {
    private final DiscordRig rig = new DiscordRig();

    @BeforeEach
    void clear() {
        rig.discord.channels.clear();
    }

    @AfterAll
    void close() {
        rig.close();
    }

    @Override
    protected ChatPlatform platform() {
        return rig.platform;
    }

    @Override
    protected ConversationId conversation() {
        return DiscordRig.GENERAL;
    }

    @Override
    protected EventId question() {
        return new Question.OfMessage(rig.discord.id()).event();
    }

    /** Discord shows attached text as text. */
    @Override
    protected List<Shown> shown() {
        return rig.discord.channels.answers(Json.GENERAL).stream()
                .map(message -> new Shown(
                        message.getString("content") + attached(message, "answer.txt"),
                        message.getArray("attachments").stream(DataArray::getObject)
                                .anyMatch(file -> file.getString("filename").endsWith(".mp4"))))
                .toList();
    }

    private String attached(DataObject message, String name) {
        return message.getArray("attachments").stream(DataArray::getObject)
                .filter(file -> file.getString("filename").equals(name))
                .map(file -> rig.discord.channels.upload(file).utf8())
                .collect(joining());
    }
}
