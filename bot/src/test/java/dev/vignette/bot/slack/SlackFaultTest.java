package dev.vignette.bot.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.vignette.bot.chat.AttachmentException;
import dev.vignette.bot.chat.AttachmentException.Reason;
import dev.vignette.bot.chat.MessageContent.Attachment;
import dev.vignette.bot.turn.Heard;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Whole turns while Slack limits, breaks, or sends something else than sound. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SlackFaultTest {
    private final SlackRig rig = new SlackRig(Duration.ofSeconds(10)).open();
    private final FakeSlack slack = rig.slack;

    @BeforeEach
    void clear() {
        rig.node.runAll();
        slack.workspace.clear();
    }

    @AfterAll
    void close() {
        rig.close();
    }

    private long films() {
        return slack.workspace.answers(FakeWorkspace.GENERAL).stream()
                .filter(each -> !each.file().isEmpty())
                .count();
    }

    private void ask(String question) {
        rig.people.acknowledged(rig.people.command(FakeWorkspace.ANN, FakeWorkspace.GENERAL, question));
        rig.node.runAll();
    }

    private void pass(Duration time) {
        rig.node.pass(time);
        rig.node.runAll();
    }

    @Test
    void limitsDuringAnUploadAreWaitedOutStepByStep() {
        slack.limit("POST /api/files.getUploadURLExternal", "20");
        slack.limit("POST /upload/.*", "30");
        slack.limit("POST /api/files.completeUploadExternal", "40");
        ask("Slowly?");
        pass(Duration.ofSeconds(19));
        assertThat(films()).isZero();
        pass(Duration.ofSeconds(2));
        pass(Duration.ofSeconds(31));
        assertThat(films()).isZero();
        pass(Duration.ofSeconds(41));
        assertThat(films()).isEqualTo(1);
    }

    @Test
    void aServerThatBreaksTwiceIsTriedAThirdTime() {
        slack.failWith(503, "POST /upload/.*");
        slack.failWith(502, "POST /upload/.*");
        ask("Broken?");
        pass(Duration.ofSeconds(2));
        assertThat(films()).isZero();
        pass(Duration.ofSeconds(5));
        assertThat(films()).isEqualTo(1);
    }

    private Reason refused(byte[] content, String type) {
        var attachment = new Attachment(slack.workspace.films.record(content, type, ""), "audio/mp4", 9);
        var reason = new Reason[1];
        assertThatThrownBy(() -> rig.parts.platform().fetch(attachment))
                .isInstanceOfSatisfying(AttachmentException.class, e -> reason[0] = e.reason());
        return reason[0];
    }

    @Test
    void aSignInPageOrTooMuchIsNoRecording() {
        assertThat(refused("<html>Sign in</html>".getBytes(), "text/html; charset=utf-8"))
                .isEqualTo(Reason.GONE);
        assertThat(refused(new byte[0], "audio/mp4")).isEqualTo(Reason.GONE);
        assertThat(refused(new byte[21_000_000], "audio/mp4")).isEqualTo(Reason.TOO_LARGE);
    }

    @Test
    void whatCannotBeAnsweredIsToldToWhoeverMeansTheBot() {
        send(FakeWorkspace.DM, file("image/png", 9), "");
        told("Sé leer texto");
        slack.pass(Duration.ofMinutes(1));
        send(FakeWorkspace.DM, file("audio/mp4", 21_000_000), "");
        told("Esa nota de voz es demasiado grande");
        slack.pass(Duration.ofMinutes(1));
        send(FakeWorkspace.DM, null, "word ".repeat(1700));
        told("Es demasiado largo");
        send(FakeWorkspace.GENERAL, file("image/png", 9), "");
        assertThat(slack.workspace.answers(FakeWorkspace.GENERAL)).isEmpty();
        assertThat(slack.workspace.whispers).isEmpty();
    }

    private JsonObject file(String type, int size) {
        JsonObject file = FakeWorkspace.object("id", "F0000001", "mimetype", type);
        file.addProperty("size", size);
        return file;
    }

    private void send(String channel, @Nullable JsonObject file, String text) {
        JsonObject message = rig.people.message("message", channel, FakeWorkspace.ANN, text, slack.workspace.ts());
        if (file != null) {
            message.addProperty("subtype", "file_share");
            JsonArray files = new JsonArray();
            files.add(file);
            message.add("files", files);
        }
        rig.people.acknowledged(rig.people.event(message, null));
    }

    private void told(String sentence) {
        slack.await(
                sentence,
                () -> slack.workspace.answers(FakeWorkspace.DM).stream()
                        .anyMatch(each -> each.text().startsWith(sentence)));
    }

    @Test
    void aClipWithoutLengthAndWithAForeignTypeIsHeard() {
        rig.node.hearing = (note, language) -> new Heard("Hello from a clip", "en");
        String file = slack.workspace.films.record("sound".getBytes(), "application/octet-stream", "");
        JsonObject shared =
                rig.people.message("message", FakeWorkspace.DM, FakeWorkspace.ANN, "", slack.workspace.ts());
        shared.addProperty("subtype", "file_share");
        JsonObject clip = FakeWorkspace.object("id", file, "subtype", "slack_audio", "mimetype", "");
        clip.addProperty("size", 0);
        clip.addProperty("duration_ms", 0);
        JsonArray files = new JsonArray();
        files.add(clip);
        shared.add("files", files);
        rig.people.acknowledged(rig.people.event(shared, null));
        rig.node.runAll();
        assertThat(slack.workspace.answers(FakeWorkspace.DM))
                .anyMatch(each -> each.text().contains("Re: Hello from a clip"));
    }
}
