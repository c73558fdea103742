package dev.vignette.bot.discord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vignette.bot.chat.Delivery;
import dev.vignette.bot.chat.DeliveryException;
import dev.vignette.bot.chat.EventId;
import dev.vignette.bot.chat.FakeServer.Fault;
import dev.vignette.bot.chat.PlatformMessageId;
import java.time.Duration;
import java.util.List;
import net.dv8tion.jda.api.utils.data.DataObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What is posted, and that it is posted once whatever breaks on the way. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DiscordDeliveryTest {
    private final DiscordRig rig = new DiscordRig();
    private final FakeDiscord discord = rig.discord;
    private DataObject question = DataObject.empty();
    private EventId asked = new EventId("none");

    @BeforeEach
    void ask() {
        discord.channels.clear();
        question = discord.channels.add(Json.message(
                discord.id(), Json.GENERAL, Json.user(Json.ANN, "ann", false), "Hello?", "2026-11-22T12:00:00Z"));
        asked = new Question.OfMessage(question.getLong("id")).event();
    }

    @AfterAll
    void close() {
        rig.close();
    }

    private DataObject only() {
        return discord.channels.answers(Json.GENERAL).getFirst();
    }

    @Test
    void aTextIsAReplyThatPingsNobodyAndHasButtons() {
        PlatformMessageId id = rig.platform.deliverText(rig.text(asked, "Hello @everyone <@" + Json.BOB + ">"));
        assertThat(discord.channels.answers(Json.GENERAL)).hasSize(1);
        assertThat(only().getString("id")).isEqualTo(id.value());
        assertThat(only().getObject("message_reference").getString("message_id"))
                .isEqualTo(question.getString("id"));
        assertThat(only().getArray("components")
                        .getObject(0)
                        .getArray("components")
                        .length())
                .isEqualTo(3);
    }

    @Test
    void theSameDeliveryAgainIsTheSameMessage() {
        Delivery delivery = rig.text(asked, "Once");
        for (int i = 0; i < 3; i++) {
            discord.fail(new Fault("POST channels/\\d+/messages", Fault.Kind.CUT_AFTER, 0, null));
        }
        PlatformMessageId first = DiscordRig.persistently(() -> rig.platform.deliverText(delivery));
        assertThat(rig.platform.deliverText(delivery)).isEqualTo(first);
        assertThat(discord.channels.answers(Json.GENERAL)).hasSize(1);
    }

    @Test
    void theFilmIsEditedIntoTheText() {
        PlatformMessageId text = rig.platform.deliverText(rig.text(asked, "Look"));
        Delivery clip = rig.clip(asked, text);
        Delivery.Clip film = rig.film(200_000);
        assertThat(rig.platform.deliverClip(clip, film)).isEqualTo(text);
        assertThat(discord.channels.answers(Json.GENERAL)).hasSize(1);
        assertThat(only().getString("content")).isEqualTo("Look\n-# Made by AI");
        DataObject attached = only().getArray("attachments").getObject(0);
        assertThat(attached.getString("filename")).endsWith(".mp4");
        assertThat(attached.getString("description")).isEqualTo("Look");
        assertThat(discord.channels.upload(attached).size()).isEqualTo(200_000);

        int requests = discord.requests.size();
        rig.platform.deliverClip(clip, film);
        assertThat(discord.requests.subList(requests, discord.requests.size()))
                .as("a repetition uploads nothing")
                .noneMatch(request -> request.startsWith("PATCH"));
    }

    @Test
    void anUploadThatBreaksHalfWayIsMadeAgain() {
        PlatformMessageId text = rig.platform.deliverText(rig.text(asked, "Look"));
        Delivery clip = rig.clip(asked, text);
        Delivery.Clip film = rig.film(3_000_000);
        discord.cutNextBody();
        discord.fail(new Fault("PATCH .*", Fault.Kind.CUT_BEFORE, 0, null));
        discord.fail(new Fault("PATCH .*", Fault.Kind.CUT_AFTER, 0, null));
        DiscordRig.persistently(() -> rig.platform.deliverClip(clip, film));
        assertThat(only().getArray("attachments").length()).isEqualTo(1);
        assertThat(only().getArray("attachments").getObject(0).getLong("size")).isEqualTo(3_000_000);
    }

    @Test
    void aStormOfLimitsIsWaitedOut() {
        for (String seconds : List.of("0", "0", "1", "0")) {
            discord.limit("POST channels/\\d+/messages", seconds);
        }
        rig.platform.deliverText(rig.text(asked, "Patience"));
        assertThat(discord.channels.answers(Json.GENERAL)).hasSize(1);
    }

    @Test
    void aBrokenServerIsTriedAgainLater() {
        discord.failWith(500, "POST channels/\\d+/messages");
        assertThatThrownBy(() -> rig.platform.deliverText(rig.text(asked, "x")))
                .isInstanceOfSatisfying(
                        DeliveryException.class, e -> assertThat(e.retryable()).isTrue());
    }

    @Test
    void whereTheBotMayNotWriteItDoesNotTryAgain() {
        discord.channels.closed.add(Json.GENERAL);
        assertThatThrownBy(() -> rig.platform.deliverText(rig.text(asked, "x")))
                .isInstanceOfSatisfying(
                        DeliveryException.class, e -> assertThat(e.retryable()).isFalse())
                .hasMessageContaining("50013");
    }

    @Test
    void anAnswerToADeletedQuestionIsPostedAllTheSame() {
        discord.channels.remove(Json.GENERAL, question.getLong("id"));
        rig.platform.deliverText(rig.text(asked, "Still here"));
        assertThat(discord.channels.answers(Json.GENERAL)).hasSize(1);
    }

    @Test
    void aFilmThatIsTooLargeLeavesTheTextAndSaysWhy() {
        PlatformMessageId text = rig.platform.deliverText(rig.text(asked, "Look"));
        rig.platform.deliverClip(rig.clip(asked, text), rig.film(11 << 20));
        assertThat(only().getString("content"))
                .isEqualTo("Look\n-# The film is larger than this server takes, so it stays with the text.");
        discord.channels.attachments.limit = 1_000;
        PlatformMessageId second = rig.platform.deliverText(rig.text(asked, "Also"));
        rig.platform.deliverClip(rig.clip(asked, second), rig.film(2_000));
        assertThat(discord.channels.answers(Json.GENERAL).getLast().getString("content"))
                .isEqualTo("Also\n-# The film is larger than this server takes, so it stays with the text.");
    }

    @Test
    void aLongTextBeginsInTheMessageAndIsAttachedAsAWhole() {
        String sentence = "This goes on and on for quite a while. ";
        String longText = sentence.repeat(100).strip();
        PlatformMessageId text = rig.platform.deliverText(rig.text(asked, longText));
        assertThat(only().getString("content")).endsWith("while. …").hasSizeLessThan(1_900);
        DataObject whole = only().getArray("attachments").getObject(0);
        assertThat(discord.channels.upload(whole).utf8()).isEqualTo(longText);
        rig.platform.deliverClip(rig.clip(asked, text), rig.film(1_000));
        assertThat(only().getArray("attachments").length()).as("the text stays").isEqualTo(2);
    }

    @Test
    void anAnswerTakesThePlaceOfAnEarlierOneOrIsPostedAnew() {
        PlatformMessageId first = rig.platform.deliverText(rig.text(asked, "One"));
        rig.platform.deliverClip(rig.clip(asked, first), rig.film(1_000));
        Delivery second = replacing(rig.text(asked, "Two"), first);
        assertThat(rig.platform.deliverText(second)).isEqualTo(first);
        assertThat(only().getString("content")).isEqualTo("Two");
        assertThat(only().getArray("attachments").isEmpty())
                .as("the old film is gone")
                .isTrue();

        discord.channels.remove(Json.GENERAL, Long.parseLong(first.value()));
        Delivery third = replacing(rig.text(asked, "Three"), first);
        assertThat(rig.platform.deliverText(third)).isNotEqualTo(first);
        assertThat(only().getString("content")).isEqualTo("Three");
    }

    private static Delivery replacing(Delivery delivery, PlatformMessageId earlier) {
        return new Delivery(
                delivery.id(),
                delivery.turn(),
                delivery.kind(),
                delivery.conversation(),
                delivery.replyTo(),
                delivery.language(),
                delivery.text(),
                delivery.actions(),
                earlier);
    }

    @Test
    void takingBackWhatIsGoneIsFine() {
        PlatformMessageId text = rig.platform.deliverText(rig.text(asked, "Oops"));
        rig.platform.retract(DiscordRig.GENERAL, text);
        rig.platform.retract(DiscordRig.GENERAL, text);
        assertThat(discord.channels.answers(Json.GENERAL)).isEmpty();
    }

    @Test
    void theAnswerToACommandFillsItsPlaceAndAfterFifteenMinutesTheChannel() {
        var use = discord.interactions.begin(Json.GENERAL, null);
        EventId event = new Question.OfInteraction(use.id).event();
        discord.interactions.callback(
                use.id, use.token, new Uploaded(DataObject.empty().put("type", 5), java.util.Map.of()));
        rig.tickets.keep(event, use.token, use.at);
        PlatformMessageId text = rig.platform.deliverText(rig.text(event, "Here"));
        assertThat(text.value()).isEqualTo(Long.toString(use.original));
        Delivery clip = rig.clip(event, text);
        Delivery.Clip film = rig.film(1_000);
        rig.platform.deliverClip(clip, film);
        rig.platform.deliverClip(clip, film);
        assertThat(only().getArray("attachments").length()).isEqualTo(1);
        assertThat(discord.channels.answers(Json.GENERAL)).hasSize(1);

        discord.pass(Duration.ofMinutes(16));
        rig.platform.deliverText(rig.text(event, "Late"));
        assertThat(discord.channels.answers(Json.GENERAL)).hasSize(2);
        Delivery elsewhere = new Delivery(
                clip.id(),
                clip.turn(),
                Delivery.Kind.NOTICE,
                new Place.Elsewhere(Json.ELSEWHERE).id(),
                event,
                "en",
                "x");
        assertThatThrownBy(() -> rig.platform.deliverText(elsewhere))
                .isInstanceOfSatisfying(
                        DeliveryException.class, e -> assertThat(e.retryable()).isFalse());
    }

    @Test
    void aBoostedServerTakesLargerFiles() {
        assertThat(rig.platform.capabilities(DiscordRig.GENERAL).maxBytes()).isEqualTo(10 << 20);
        assertThat(rig.platform.capabilities(DiscordRig.DM).maxBytes()).isEqualTo(10 << 20);
    }
}
