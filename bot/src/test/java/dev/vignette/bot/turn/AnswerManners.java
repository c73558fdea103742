package dev.vignette.bot.turn;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.vignette.bot.chat.AnswerForm;
import dev.vignette.bot.chat.AttachmentException;
import dev.vignette.bot.chat.ChatMessage.Handling;
import dev.vignette.bot.chat.ConversationId;
import dev.vignette.bot.chat.Delivery;
import dev.vignette.bot.chat.DeliveryException;
import dev.vignette.bot.chat.EventId;
import dev.vignette.bot.chat.Inbox;
import dev.vignette.bot.chat.MessageContent;
import dev.vignette.bot.chat.PersonId;
import dev.vignette.bot.chat.TurnAction;
import dev.vignette.bot.chat.TurnId;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Form, bursts, edits, deletions and recordings that lie elsewhere, on either database. */
abstract class AnswerManners {
    private static final Handling WRITTEN = new Handling(AnswerForm.TEXT, 0, Duration.ZERO, false);
    private static final Handling BURST = new Handling(AnswerForm.FILM, 0, Duration.ofMillis(1500), false);

    private final ManualNode node = new ManualNode(database());

    abstract HikariDataSource database();

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void aWrittenAnswerTalksWhenAsked() {
        TurnId turn = say("e1", "Hi", WRITTEN).turn();
        node.runAll();
        assertThat(node.turn(turn).state()).isEqualTo(TurnState.DELIVERED);
        assertThat(node.films.requests).isEmpty();
        assertThat(node.platform.posted.getFirst().actions()).contains(TurnAction.TALK);

        assertThat(node.turns.talk(turn)).isTrue();
        assertThat(node.turns.talk(turn)).as("twice").isFalse();
        node.runAll();
        assertThat(node.turn(turn).state()).isEqualTo(TurnState.DELIVERED);
        assertThat(node.posted()).hasSize(2).last().asString().startsWith("CLIP");
        assertThat(node.turns.talk(turn)).as("has talked").isFalse();
    }

    @Test
    void whatIsToBeSaidIsNotAnswered() {
        say("e1", "Read me out", new Handling(AnswerForm.FILM, 0, Duration.ZERO, true));
        node.runAll();
        assertThat(node.replies.requests).isEmpty();
        assertThat(node.films.requests.getFirst().spoken()).isEqualTo("Read me out");
    }

    @Test
    void allOfAPersonsAnswersAreTakenBackTogether() {
        say("e1", "Hi", Handling.PLAIN);
        say("e2", "Ho", Handling.PLAIN);
        node.say("bob", "e3", new MessageContent.Text("Hu"), Handling.PLAIN);
        node.runAll();
        node.turns.withdrawAll(FakePlatform.NAME, new ConversationId("chat-of-ann"), new PersonId("ann"));
        node.runAll();
        assertThat(node.posted()).hasSize(2).first().isEqualTo("TEXT Re: Hu");
        assertThat(new Exchanges(node.database)
                        .last(
                                FakePlatform.NAME,
                                new ConversationId("chat-of-ann"),
                                9,
                                ManualNode.START.minusSeconds(1),
                                ""))
                .as("what later answers have in mind")
                .isEmpty();
    }

    @Test
    void aBurstIsAnsweredOnce() {
        TurnId first = say("e1", "Where", BURST).turn();
        node.pass(Duration.ofMillis(1400));
        TurnId second = say("e2", "is it?", BURST).turn();
        node.runAll();
        assertThat(requireNonNull(node.turn(first).ending()).reason()).isEqualTo(Reason.JOINED);
        assertThat(node.turn(second).state()).isEqualTo(TurnState.DELIVERED);
        assertThat(node.posted()).hasSize(2).first().isEqualTo("TEXT Re: Where\nis it?");
        assertThat(node.platform.posted.getFirst().replyTo()).isEqualTo(new EventId("e2"));
        assertThat(say("e1", "Where", BURST)).as("redelivered").isEqualTo(new Inbox.Receipt(first, true));
    }

    @Test
    void aBurstThatComesWhileTheReplyIsMadeInterruptsIt() {
        TurnId[] second = new TurnId[1];
        node.replies.failures.fail("Where", 1, () -> {
            second[0] = say("e2", "is it?", BURST).turn();
            assertThat(Thread.interrupted()).as("the first reply is stopped").isTrue();
            return TurnException.passing(Reason.REPLY_FAILED, "interrupted", null);
        });
        say("e1", "Where", BURST);
        node.runAll();
        assertThat(node.posted()).first().isEqualTo("TEXT Re: Where\nis it?");
        assertThat(node.posted()).hasSize(2);
    }

    @Test
    void whatIsAnsweredOrSomebodyElsesOrLateIsNoBurst() {
        say("e1", "One", BURST);
        node.runAll();
        say("e2", "Two", BURST);
        node.pass(Duration.ofMillis(1600));
        say("e3", "Three", BURST);
        node.say("bob", "e4", new MessageContent.Text("Four"), BURST);
        node.runAll();
        assertThat(node.posted().stream().filter(line -> line.startsWith("TEXT")))
                .containsExactlyInAnyOrder("TEXT Re: One", "TEXT Re: Two", "TEXT Re: Three", "TEXT Re: Four");
    }

    @Test
    void anEditReplacesTheAnswer() {
        say("e1", "Hi", Handling.PLAIN);
        node.runAll();
        Delivery before = node.platform.posted.getFirst();
        TurnId edited = say("e1", "Hello", revision(7)).turn();
        node.runAll();
        assertThat(node.posted()).hasSize(2).first().isEqualTo("TEXT Re: Hello");
        assertThat(node.platform.edits).singleElement().hasToString(before.id().value());
        assertThat(say("e1", "Hell", revision(5))).as("came late").isEqualTo(new Inbox.Receipt(edited, true));
        assertThat(say("e1", "Hi", Handling.PLAIN)).as("came later").isEqualTo(new Inbox.Receipt(edited, true));
    }

    @Test
    void anEditStopsTheFilmOfTheOldAnswer() {
        TurnId first = say("e1", "Hi", Handling.PLAIN).turn();
        node.run(NodePool.CHAT);
        say("e1", "Hello", revision(7));
        node.runAll();
        assertThat(requireNonNull(node.turn(first).ending()).reason()).isEqualTo(Reason.REPLACED);
        assertThat(node.films.requests.stream().map(FilmRequest::spoken)).containsExactly("Re: Hello");
        assertThat(node.posted()).hasSize(2).first().isEqualTo("TEXT Re: Hello");
    }

    @Test
    void askingAgainReplacesTheAnswerToo() {
        TurnId turn = say("e1", "Hi", WRITTEN).turn();
        assertThat(node.turns.again(turn)).as("not answered yet").isEmpty();
        node.runAll();
        node.replies.answer("Hi", new Reply("Well, hi", "Well, hi", "en", "fake"));
        assertThat(node.turns.again(turn)).isPresent();
        node.runAll();
        assertThat(node.posted()).containsExactly("TEXT Well, hi");
    }

    @Test
    void aDeletedQuestionTakesItsAnswerWithIt() {
        TurnId turn = say("e1", "Hi", Handling.PLAIN).turn();
        node.runAll();
        String clip = requireNonNull(node.turn(turn).film()).clip();
        node.platform.failures.fail("RETRACT", 1, () -> DeliveryException.passing("away", null));
        assertThat(node.turns.withdraw(FakePlatform.NAME, new EventId("e1"))).isTrue();
        node.runAll();
        node.pass(Duration.ofMinutes(1));
        node.runAll();
        assertThat(node.posted()).isEmpty();
        assertThat(node.films.discarded).containsExactly(clip);
        assertThat(node.turn(turn).text()).isNull();
        assertThat(say("e1", "Hi", Handling.PLAIN).duplicate()).isTrue();
        assertThat(node.turns.withdraw(FakePlatform.NAME, new EventId("nobody's")))
                .isFalse();
    }

    @Test
    void aClipThatAnotherAnswerShowsStays() {
        say("e1", "Hi", Handling.PLAIN);
        node.runAll();
        say("e2", "Hi", Handling.PLAIN);
        node.runAll();
        node.turns.withdraw(FakePlatform.NAME, new EventId("e1"));
        node.runAll();
        assertThat(node.posted()).hasSize(2);
        assertThat(node.films.discarded).isEmpty();
    }

    @Test
    void aQuestionDeletedWhileItsFilmIsMadeLeavesNothing() {
        TurnId turn = say("e1", "Hi", Handling.PLAIN).turn();
        node.run(NodePool.CHAT);
        node.turns.withdraw(FakePlatform.NAME, new EventId("e1"));
        node.runAll();
        assertThat(node.posted()).isEmpty();
        assertThat(node.films.requests).isEmpty();
        assertThat(requireNonNull(node.turn(turn).ending()).reason()).isEqualTo(Reason.WITHDRAWN);
    }

    @Test
    void aRecordingIsFetchedAfterItWasAcknowledged() {
        node.hearing = (note, language) -> new Heard(text(note), "en");
        node.platform.failures.fail(
                "FETCH", 1, () -> new AttachmentException(AttachmentException.Reason.UNREACHABLE, "away", null));
        TurnId turn = node.say("ann", "e1", new MessageContent.Attachment("file-1", "audio/ogg", 6))
                .turn();
        assertThat(node.platform.fetched).isEmpty();
        node.runAll();
        node.pass(Duration.ofSeconds(1));
        node.runAll();
        assertThat(node.posted()).first().isEqualTo("TEXT > file-1\n\nRe: file-1");
        assertThat(node.platform.fetched)
                .singleElement()
                .satisfies(file -> assertThat(file).doesNotExist());
        assertThat(requireNonNull(node.turn(turn).note()).reference()).isNull();
        assertThat(text(node.turns.voiceNote(node.turn(turn)).orElseThrow())).isEqualTo("file-1");
    }

    @Test
    void aRecordingThatIsTooLargeIsDeclined() {
        node.platform.failures.fail(
                "FETCH", 1, () -> new AttachmentException(AttachmentException.Reason.TOO_LARGE, "21 MB", null));
        node.say("ann", "e1", new MessageContent.Attachment("file-1", "audio/ogg", 6));
        node.runAll();
        assertThat(node.posted()).singleElement().asString().startsWith("NOTICE Your voice note is too long");
    }

    private Inbox.Receipt say(String event, String text, Handling handling) {
        return node.say("ann", event, new MessageContent.Text(text), handling);
    }

    private static Handling revision(long revision) {
        return new Handling(AnswerForm.FILM, revision, Duration.ZERO, false);
    }

    private static String text(MessageContent.VoiceNote note) {
        try (InputStream in = note.sound().open()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
