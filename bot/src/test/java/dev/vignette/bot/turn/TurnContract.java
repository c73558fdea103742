package dev.vignette.bot.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.bot.chat.ByteSource;
import dev.vignette.bot.chat.ConversationId;
import dev.vignette.bot.chat.Inbox.Receipt;
import dev.vignette.bot.chat.MessageContent;
import dev.vignette.bot.chat.MessageContent.VoiceNote;
import dev.vignette.bot.chat.TurnId;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What turns promise, on either database: the state machine step by step. */
abstract class TurnContract extends TurnFixture {
    @Test
    void textComesFirstAndTheClipSecond() {
        TurnId turn = node.say("ann", "Hello");
        assertThat(node.turn(turn).state()).isEqualTo(TurnState.RECEIVED);

        node.run(NodePool.CHAT);
        assertThat(node.turn(turn).state()).isEqualTo(TurnState.REPLIED);
        assertThat(node.posted()).containsExactly("TEXT Re: Hello");

        node.run(NodePool.RENDER);
        assertThat(node.turn(turn).state()).isEqualTo(TurnState.RENDERED);

        node.run(NodePool.CHAT);
        assertThat(node.turn(turn).state()).isEqualTo(TurnState.DELIVERED);
        assertThat(node.posted())
                .containsExactly(
                        "TEXT Re: Hello",
                        "CLIP " + Objects.requireNonNull(node.turn(turn).film()).clip());
        assertThat(node.events.stream()
                        .filter(TurnEvent.Moved.class::isInstance)
                        .map(event -> ((TurnEvent.Moved) event).state())
                        .distinct())
                .containsExactly(
                        TurnState.RECEIVED,
                        TurnState.HEARD,
                        TurnState.REPLIED,
                        TurnState.RENDERED,
                        TurnState.DELIVERED);
        assertNothingIsLeft();
    }

    @Test
    void theReplyStreams() {
        node.say("ann", "Hi");
        node.run(NodePool.CHAT);
        assertThat(node.events.stream()
                        .filter(TurnEvent.ReplyGrows.class::isInstance)
                        .map(event -> ((TurnEvent.ReplyGrows) event).text()))
                .containsExactly("Re:", " Hi");
    }

    @Test
    void aFilmThatLiesReadyNeedNotWaitInLine() {
        node.films.library.add("Re: Again");
        TurnId turn = node.say("ann", "Again");
        node.run(NodePool.CHAT);
        node.run(NodePool.CHAT);
        assertThat(node.turn(turn).state()).isEqualTo(TurnState.DELIVERED);
        assertThat(Objects.requireNonNull(node.turn(turn).film()).cached()).isTrue();
        assertThat(node.films.requests).isEmpty();
    }

    @Test
    void aReplyWithNothingToSayEndsWithItsText() {
        node.replies.answer("Show code", new Reply("```java\n```", "", "en", "fake"));
        TurnId turn = node.say("ann", "Show code");
        node.runAll();
        assertThat(node.turn(turn).state()).isEqualTo(TurnState.DELIVERED);
        assertThat(node.posted()).containsExactly("TEXT ```java\n```");
        assertNothingIsLeft();
    }

    @Test
    void aVoiceNoteIsHeardFromItsStoredBytes() {
        byte[] sound = new byte[700_000];
        new Random(7).nextBytes(sound);
        node.hearing = (note, language) -> {
            try (InputStream in = note.sound().open()) {
                return new Heard(Arrays.equals(in.readAllBytes(), sound) ? "Hola" : "noise", "es");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
        TurnId turn = node.say("ann", "note", new VoiceNote("audio/ogg", sound.length, ByteSource.of(sound)))
                .turn();
        node.runAll();
        assertThat(node.turn(turn).heard()).isEqualTo(new Heard("Hola", "es"));
        assertThat(node.turn(turn).state()).isEqualTo(TurnState.DELIVERED);
    }

    @Test
    void withoutWhisperAVoiceNoteIsDeclinedInOneSentence() {
        TurnId turn = node.say("ann", "note", new VoiceNote("audio/ogg", 3, ByteSource.of(new byte[3])))
                .turn();
        node.runAll();
        assertThat(node.turn(turn).state()).isEqualTo(TurnState.DECLINED);
        assertThat(node.posted())
                .singleElement()
                .asString()
                .startsWith("NOTICE I cannot listen to voice notes yet")
                .contains("vignette models pull whisper-base");
        assertNothingIsLeft();
    }

    @Test
    void messagesOfAConversationAreAnsweredInOrder() {
        node.replies.failures.fail("first", 1, () -> TurnException.passing(Reason.REPLY_FAILED, "busy", null));
        node.say("ann", "first");
        node.say("ann", "second");
        node.runAll();
        assertThat(node.posted()).isEmpty();
        node.pass(Duration.ofSeconds(1));
        node.runAll();
        assertThat(node.posted().stream().filter(line -> line.startsWith("TEXT")))
                .containsExactly("TEXT Re: first", "TEXT Re: second");
    }

    @Test
    void forgettingRemovesEverything() {
        TurnId turn = node.say("ann", "Hi");
        node.runAll();
        node.say("ann", "And now?");
        var conversation = new ConversationId("chat-of-ann");
        assertThat(node.turns.forget(FakePlatform.NAME, conversation)).isTrue();
        assertThat(node.turns.forget(FakePlatform.NAME, conversation)).isFalse();
        node.runAll();
        assertThat(node.turns.turn(turn)).isEmpty();
        assertThat(node.turns.history(FakePlatform.NAME, conversation)).isEmpty();
        assertNothingIsLeft();
    }

    @Test
    void theSameEventIsTheSameTurnAlsoSixteenTimesAtOnce() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Receipt>> receipts = IntStream.range(0, 16)
                    .mapToObj(i -> threads.submit(() -> node.say("ann", "same", new MessageContent.Text("Once"))))
                    .toList();
            int fresh = 0;
            for (var receipt : receipts) {
                assertThat(receipt.get().turn())
                        .isEqualTo(receipts.getFirst().get().turn());
                fresh += receipt.get().duplicate() ? 0 : 1;
            }
            assertThat(fresh).isEqualTo(1);
        }
        node.runAll();
        assertThat(node.posted()).hasSize(2);
    }

    @Test
    void whatHasBeenKeptLongEnoughGoes() {
        node.say("ann", "Hi");
        node.runAll();
        node.pass(Duration.ofDays(29));
        node.node.retention().sweep();
        var conversation = new ConversationId("chat-of-ann");
        assertThat(node.turns.history(FakePlatform.NAME, conversation)).hasSize(1);
        node.pass(Duration.ofDays(1).plusSeconds(1));
        node.node.retention().sweep();
        assertThat(node.turns.history(FakePlatform.NAME, conversation)).isEmpty();
        assertThat(node.turns.conversation(FakePlatform.NAME, conversation)).isEmpty();
    }
}
