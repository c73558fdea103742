package dev.vignette.bot.turn;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.vignette.bot.chat.ByteSource;
import dev.vignette.bot.chat.ConversationId;
import dev.vignette.bot.chat.DeliveryException;
import dev.vignette.bot.chat.Inbox.Receipt;
import dev.vignette.bot.chat.MessageContent;
import dev.vignette.bot.chat.MessageContent.VoiceNote;
import dev.vignette.bot.chat.PersonId;
import dev.vignette.bot.chat.TurnId;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What turns promise, on either database: the state machine step by step, by a clock that the test moves. */
abstract class TurnContract {
    private final ManualNode node = new ManualNode(database());

    /** A migrated database without any turns. */
    abstract HikariDataSource database();

    @AfterEach
    void close() {
        node.close();
    }

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
    void failuresThatPassAreTriedAgainWithGrowingPauses() {
        node.replies.failures.fail("Hi", 2, () -> TurnException.passing(Reason.REPLY_FAILED, "busy", null));
        TurnId turn = node.say("ann", "Hi");
        node.run(NodePool.CHAT);
        assertThat(node.turn(turn).attempts()).isEqualTo(1);
        node.pass(Duration.ofMillis(999));
        node.run(NodePool.CHAT);
        assertThat(node.replies.requests).hasSize(1);
        node.pass(Duration.ofMillis(1));
        node.run(NodePool.CHAT);
        assertThat(node.replies.requests).hasSize(2);
        node.pass(Duration.ofSeconds(2));
        node.run(NodePool.CHAT);
        assertThat(node.turn(turn).state()).isEqualTo(TurnState.REPLIED);
        assertThat(node.turn(turn).attempts()).isZero();
    }

    @Test
    void failuresThatLastAreToldAtOnceInThePersonsLanguage() {
        node.replies.answer("¿Qué tal?", new Reply("Bien", "Bien", "es", "fake"));
        node.films.failures.fail("Bien", 1, () -> TurnException.lasting(Reason.FILM_FAILED, "no face", null));
        TurnId turn = node.say("ann", "¿Qué tal?");
        node.runAll();
        assertThat(node.turn(turn).state()).isEqualTo(TurnState.FAILED);
        assertThat(Objects.requireNonNull(node.turn(turn).ending()).detail()).isEqualTo("no face");
        assertThat(node.posted())
                .containsExactly(
                        "TEXT Bien",
                        "NOTICE Esta respuesta solo puedo escribirla: no se ha podido hacer el vídeo. Pregunta otra vez"
                                + " si quieres ver cómo lo digo.");
        assertNothingIsLeft();
    }

    @Test
    void tooManyPassingFailuresAreTheEnd() {
        node.films.failures.fail("Hi", 9, () -> TurnException.passing(Reason.FILM_FAILED, "hung", null));
        TurnId turn = node.say("ann", "Hi");
        for (int i = 0; i < 9; i++) {
            node.runAll();
            node.pass(Duration.ofMinutes(1));
        }
        assertThat(node.films.requests).hasSize(Backoff.WORK.tries());
        assertThat(node.turn(turn).state()).isEqualTo(TurnState.FAILED);
    }

    @Test
    void aFilmThatFailedKeepsItsPlaceInLine() {
        node.films.failures.fail("first", 1, () -> TurnException.passing(Reason.FILM_FAILED, "hung", null));
        TurnId first = node.say("ann", "first");
        node.run(NodePool.CHAT);
        var place = node.turn(first).lineAt();
        node.run(NodePool.RENDER);
        node.pass(Duration.ofSeconds(1));
        node.say("bob", "second");
        node.run(NodePool.CHAT);
        node.run(NodePool.RENDER);
        assertThat(node.turn(first).lineAt()).isEqualTo(place);
        assertThat(node.films.requests.stream().map(FilmRequest::spoken))
                .containsExactly("Re: first", "Re: first", "Re: second");
    }

    @Test
    void aFaultOfTheProgramEndsTheTurnWithoutTrying() {
        node.replies.failures.fail("Hi", 1, () -> new IllegalStateException("a bug"));
        TurnId turn = node.say("ann", "Hi");
        node.runAll();
        assertThat(Objects.requireNonNull(node.turn(turn).ending()).reason()).isEqualTo(Reason.INTERNAL);
        assertThat(node.posted()).containsExactly("NOTICE Something went wrong on my side. Please try again.");
    }

    @Test
    void aPlatformThatAsksForAPauseGetsIt() {
        node.platform.failures.fail(
                "TEXT", 1, () -> DeliveryException.rateLimited("slow down", Duration.ofSeconds(30)));
        TurnId turn = node.say("ann", "Hi");
        node.runAll();
        assertThat(node.posted()).isEmpty();
        assertThat(node.turn(turn).state()).as("rendered meanwhile").isEqualTo(TurnState.RENDERED);
        node.pass(Duration.ofSeconds(29));
        node.runAll();
        assertThat(node.posted()).isEmpty();
        node.pass(Duration.ofSeconds(1));
        node.runAll();
        assertThat(node.posted().stream().map(line -> line.substring(0, 4))).containsExactly("TEXT", "CLIP");
        assertThat(node.turn(turn).state()).isEqualTo(TurnState.DELIVERED);
    }

    @Test
    void aTextStaysDueWhenTheFilmHasFailedBeforeIt() {
        node.platform.failures.fail("TEXT", 1, () -> DeliveryException.passing("away", null));
        node.films.failures.fail("Hi", 1, () -> TurnException.lasting(Reason.FILM_FAILED, "no face", null));
        node.say("ann", "Hi");
        node.runAll();
        node.pass(Duration.ofSeconds(1));
        node.runAll();
        node.pass(Duration.ofSeconds(1));
        node.runAll();
        assertThat(node.posted().stream().map(line -> line.substring(0, 4))).containsExactly("TEXT", "NOTI");
        assertNothingIsLeft();
    }

    @Test
    void whatThePlatformRefusesEndsTheTurnAndItsFilm() {
        node.platform.failures.fail("TEXT", 1, () -> DeliveryException.refused("the chat is gone", null));
        TurnId turn = node.say("ann", "Hi");
        node.runAll();
        assertThat(Objects.requireNonNull(node.turn(turn).ending()).reason()).isEqualTo(Reason.DELIVERY_FAILED);
        assertThat(node.films.requests).isEmpty();
        assertThat(node.posted()).isEmpty();
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
    void cancellingInLineTakesTheFilmOutOfIt() {
        TurnId turn = node.say("ann", "Hi");
        node.run(NodePool.CHAT);
        assertThat(node.turns.cancel(turn)).isTrue();
        assertThat(node.turns.cancel(turn)).as("again").isFalse();
        node.runAll();
        assertThat(node.turn(turn).state()).isEqualTo(TurnState.CANCELLED);
        assertThat(node.films.requests).isEmpty();
        assertThat(node.posted()).containsExactly("TEXT Re: Hi");
        assertNothingIsLeft();
    }

    @Test
    void cancellingInterruptsTheRender() {
        TurnId turn = node.say("ann", "Hi");
        node.films.during = request -> {
            node.turns.cancel(turn);
            if (Thread.currentThread().isInterrupted()) {
                throw TurnException.lasting(Reason.CANCELLED, "stopped", null);
            }
        };
        node.runAll();
        assertThat(Thread.interrupted()).as("the flag is not left behind").isFalse();
        assertThat(node.turn(turn).state()).isEqualTo(TurnState.CANCELLED);
        assertThat(node.turn(turn).film()).isNull();
        assertNothingIsLeft();
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
        assertThat(node.replies.forgotten).contains(conversation);
        assertNothingIsLeft();
    }

    @Test
    void theTaskOfADeadProcessIsRunAgainButNotForEver() {
        TurnId turn = node.say("ann", "Hi");
        node.run(NodePool.CHAT);
        for (int death = 1; death <= 3; death++) {
            takeAndDie("render_tasks");
            node.pass(Duration.ofHours(1));
            node.scheduler(NodePool.RENDER).runDeadExecutionDetection();
            assertThat(node.turn(turn).state()).isEqualTo(death < 3 ? TurnState.REPLIED : TurnState.FAILED);
        }
        node.runAll();
        assertThat(node.posted().getLast()).startsWith("NOTICE I had to give up");
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
    void filmsAreSharedOutFairly() {
        for (int i = 0; i < 10; i++) {
            node.say("greedy", "mine " + i);
        }
        while (node.turns.open(FakePlatform.NAME, new PersonId("greedy")) > 0 && node.replies.requests.size() < 10) {
            node.run(NodePool.CHAT);
            node.pass(Duration.ofSeconds(1));
        }
        for (int i = 0; i < 20; i++) {
            node.say("person-" + i, "one");
        }
        node.run(NodePool.CHAT);
        node.run(NodePool.CHAT);
        node.run(NodePool.RENDER);
        List<String> order = node.films.requests.stream()
                .map(request -> request.spoken().contains("mine") ? "greedy" : "other")
                .toList();
        assertThat(order.subList(0, 21).stream().filter("greedy"::equals))
                .as("the greedy person's first film only, before everybody has one")
                .hasSize(1);
        assertThat(order).hasSize(30);
    }

    @Test
    void waitingIsAgeing() {
        node.say("ann", "first");
        node.say("ann", "second");
        node.run(NodePool.CHAT);
        node.pass(Duration.ofSeconds(1));
        node.run(NodePool.CHAT);
        node.pass(FairLine.SHARE.minusSeconds(2));
        node.say("bob", "in time");
        node.run(NodePool.CHAT);
        node.pass(Duration.ofSeconds(2));
        node.say("eve", "too late to pass");
        node.run(NodePool.CHAT);
        node.run(NodePool.RENDER);
        assertThat(node.films.requests.stream().map(FilmRequest::spoken))
                .containsExactly("Re: first", "Re: in time", "Re: second", "Re: too late to pass");
    }

    @Test
    void whoWaitsIsToldHonestly() {
        TurnId first = node.say("ann", "twelve chars");
        TurnId second = node.say("bob", "twelve chars!");
        node.run(NodePool.CHAT);
        assertThat(node.turns.waiting(second)).as("nothing measured yet").contains(new Turns.Wait(2, null));
        node.films.doDuring("chars", request -> node.pass(Duration.ofSeconds(3)));
        node.run(NodePool.RENDER);
        assertThat(node.turn(first).state()).isEqualTo(TurnState.RENDERED);

        TurnId third = node.say("cat", "twelve chars?");
        TurnId fourth = node.say("dan", "twelve chars.");
        node.run(NodePool.CHAT);
        // 17 characters make 1.7 s of film, 3 s of work; both averages have seen 16 and 17 characters.
        assertThat(node.turns.waiting(third).orElseThrow().position()).isEqualTo(1);
        assertThat(node.turns.waiting(third).orElseThrow().expected()).isBetween(seconds(2.9), seconds(3.3));
        assertThat(node.turns.waiting(fourth).orElseThrow().expected()).isBetween(seconds(5.8), seconds(6.6));
        assertThat(node.events.stream()
                        .filter(TurnEvent.Waits.class::isInstance)
                        .filter(event -> event.turn().equals(fourth)))
                .isNotEmpty();
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
        assertThat(node.replies.forgotten).containsExactly(conversation);
    }

    private static Duration seconds(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1000));
    }

    @Test
    void everyReasonHasASentenceInEveryLanguage() {
        var sentences = new Sentences();
        for (Reason reason : Reason.values()) {
            String english = sentences.reason(reason, "en");
            assertThat(sentences.reason(reason, "de-AT")).isEqualTo(english);
            assertThat(List.of(sentences.reason(reason, "es-MX"), sentences.reason(reason, "zh-Hans")))
                    .doesNotContain(english)
                    .doesNotHaveDuplicates();
            assertThat(reason.code()).isEqualTo(reason.name().toLowerCase(Locale.ROOT));
        }
    }

    private void takeAndDie(String table) {
        JdbcClient.create(node.database)
                .sql("update " + table + " set picked = true, picked_by = 'dead', last_heartbeat = ?")
                .param(SqlTime.of(node.clock.now()))
                .update();
    }

    private void assertNothingIsLeft() {
        for (NodePool pool : NodePool.values()) {
            assertThat(node.scheduler(pool).getScheduledExecutions()).isEmpty();
        }
    }
}
