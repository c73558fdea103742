package dev.vignette.bot.discord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vignette.bot.chat.AttachmentException;
import dev.vignette.bot.chat.AttachmentException.Reason;
import dev.vignette.bot.chat.MessageContent.Attachment;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import net.dv8tion.jda.api.utils.data.DataArray;
import net.dv8tion.jda.api.utils.data.DataObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Voice notes come from Discord's file hosts, fresh and whole, or not at all. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DiscordRecordingTest {
    private final BotRig rig = new BotRig().open();
    private final FakeDiscord discord = rig.discord;

    @AfterAll
    void close() {
        rig.close();
    }

    private Attachment sent(String type, byte[] content, boolean truncated, String redirect) {
        DataObject file = discord.files.attach(
                "voice-message.ogg", type, content.length, new FakeFiles.File(content, truncated, redirect));
        DataObject message = rig.people.written(Json.GENERAL, Json.ANN, "");
        message.put("attachments", DataArray.empty().add(file));
        discord.channels.add(message);
        return new Attachment(
                DiscordRig.GENERAL + "|" + message.getString("id") + "|" + file.getString("id"),
                type,
                Math.min(content.length, 1_000));
    }

    private Reason refused(Attachment attachment) {
        var reason = new Reason[1];
        assertThatThrownBy(() -> rig.parts.platform().fetch(attachment))
                .isInstanceOfSatisfying(AttachmentException.class, e -> reason[0] = e.reason());
        return reason[0];
    }

    @Test
    void anAddressThatHasExpiredIsRenewed() throws IOException {
        byte[] sound = "OggS sound".getBytes();
        Attachment attachment = sent("audio/ogg", sound, false, "");
        discord.pass(Duration.ofDays(2));
        try (var note = rig.parts.platform().fetch(attachment)) {
            assertThat(Files.readAllBytes(note.file())).isEqualTo(sound);
        }
    }

    @Test
    void whatIsTooLargeTruncatedOrElsewhereIsNotTaken() {
        assertThat(refused(sent("audio/ogg", new byte[21_000_000], false, ""))).isEqualTo(Reason.TOO_LARGE);
        assertThat(refused(sent("audio/ogg", new byte[200_000], true, ""))).isEqualTo(Reason.UNREACHABLE);
        assertThat(refused(sent("audio/ogg", new byte[9], false, "http://169.254.169.254/latest")))
                .isEqualTo(Reason.FORBIDDEN);
        Attachment gone = sent("audio/ogg", new byte[9], false, "");
        discord.channels.clear();
        assertThat(refused(gone)).isEqualTo(Reason.GONE);
        assertThat(refused(new Attachment("http://evil/x", "audio/ogg", 1))).isEqualTo(Reason.GONE);
    }
}
