package dev.vignette.bot.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vignette.bot.chat.AttachmentException;
import dev.vignette.bot.chat.AttachmentException.Reason;
import dev.vignette.bot.chat.ChatPlatform;
import dev.vignette.bot.chat.ChatPlatformContract;
import dev.vignette.bot.chat.ConversationId;
import dev.vignette.bot.chat.Delivery;
import dev.vignette.bot.chat.DeliveryException;
import dev.vignette.bot.chat.EventId;
import dev.vignette.bot.chat.FakeServer.Fault;
import dev.vignette.bot.chat.MessageContent.Attachment;
import dev.vignette.bot.chat.PlatformMessageId;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Slack keeps what every platform promises to turns; and uploads, limits and failures of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SlackPlatformTest extends ChatPlatformContract {
    private final FakeSlack slack = new FakeSlack();
    private final SlackParts parts = SlackParts.of(
            new SlackSettings(FakeSlack.BOT_TOKEN, FakeSlack.APP_TOKEN, "", slack.api(), List.of("files.slack.com")),
            duration -> {});
    private String asked = "";

    @BeforeEach
    void ask() {
        slack.workspace.clear();
        slack.workspace.films.limit = 50_000_000;
        asked = slack.workspace.add(FakeWorkspace.GENERAL, FakeWorkspace.ANN, "Well?");
    }

    @AfterAll
    void close() {
        parts.connection().close();
        slack.close();
    }

    @Override
    protected ChatPlatform platform() {
        return parts.platform();
    }

    @Override
    protected ConversationId conversation() {
        return new Place(FakeWorkspace.TEAM, FakeWorkspace.GENERAL, asked).id();
    }

    @Override
    protected EventId question() {
        return new Question.OfMessage(FakeWorkspace.GENERAL, asked).event();
    }

    @Override
    protected List<Shown> shown() {
        return slack.workspace.answers(FakeWorkspace.GENERAL).stream()
                .map(message -> new Shown(
                        message.text(),
                        slack.workspace.films.name(message.file()).endsWith(".mp4"),
                        slack.workspace.films.name(message.file()).endsWith(".ogg")))
                .toList();
    }

    private Delivery beneathText() {
        return delivery(Delivery.Kind.CLIP, "Made by AI", platform().deliverText(text("Look", null)));
    }

    @Test
    void anUploadThatBrokeGoesOnWhereItStoppedAndIsShownOnce() {
        Delivery delivery = beneathText();
        slack.failWith(500, "POST /api/files.completeUploadExternal");
        assertThatThrownBy(() -> platform().deliverClip(delivery, film()))
                .isInstanceOfSatisfying(
                        DeliveryException.class, e -> assertThat(e.retryable()).isTrue());
        int places = slack.calls.stream()
                .filter("files.getUploadURLExternal"::equals)
                .toList()
                .size();
        PlatformMessageId file = platform().deliverClip(delivery, film());
        assertThat(slack.calls.stream().filter("files.getUploadURLExternal"::equals))
                .hasSize(places);
        assertThat(shown().stream().filter(Shown::clip)).hasSize(1);
        platform().retract(conversation(), file);
        assertThat(shown().stream().filter(Shown::clip)).isEmpty();
        platform().retract(conversation(), file);
    }

    @Test
    void bytesThatAreLostOnTheWayAreSentAgain() {
        Delivery delivery = beneathText();
        slack.fail(new Fault("POST /upload/.*", Fault.Kind.CUT_BEFORE, 0, null));
        assertThatThrownBy(() -> platform().deliverClip(delivery, film())).isInstanceOf(DeliveryException.class);
        platform().deliverClip(delivery, film());
        assertThat(shown().stream().filter(Shown::clip)).hasSize(1);
    }

    @Test
    void aPauseThatSlackAsksForIsToldToTheTurn() {
        slack.limit("POST /api/chat.postMessage", "17");
        assertThatThrownBy(() -> platform().deliverText(text("Slowly", null)))
                .isInstanceOfSatisfying(
                        DeliveryException.class, e -> assertThat(e.retryAfter()).isEqualTo(Duration.ofSeconds(17)));
    }

    @Test
    void aFilmThatTheWorkspaceDoesNotTakeLeavesTheTextAndSaysWhy() {
        slack.workspace.films.limit = 10;
        platform().deliverClip(beneathText(), film());
        assertThat(shown()).extracting(Shown::text).anyMatch(text -> text.contains("does not take the film"));
    }

    @Test
    void theTokenGoesToSlacksFileHostsAlone() throws IOException {
        byte[] sound = "sound".getBytes();
        try (var note = platform().fetch(recording(sound, ""))) {
            assertThat(Files.readAllBytes(note.file())).isEqualTo(sound);
        }
        assertThat(refused(recording(sound, "https://evil.example/steal"))).isEqualTo(Reason.FORBIDDEN);
        assertThat(refused(recording(sound, "http://169.254.169.254/latest"))).isEqualTo(Reason.FORBIDDEN);
        assertThat(refused(new Attachment("F99999999", "audio/mp4", 5))).isEqualTo(Reason.GONE);
    }

    private Attachment recording(byte[] sound, String address) {
        return new Attachment(slack.workspace.films.record(sound, address), "audio/mp4", sound.length);
    }

    private Reason refused(Attachment attachment) {
        var reason = new Reason[1];
        assertThatThrownBy(() -> platform().fetch(attachment))
                .isInstanceOfSatisfying(AttachmentException.class, e -> reason[0] = e.reason());
        return reason[0];
    }
}
