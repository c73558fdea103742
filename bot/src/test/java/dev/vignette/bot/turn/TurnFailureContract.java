package dev.vignette.bot.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.bot.chat.DeliveryException;
import dev.vignette.bot.chat.TurnId;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What becomes of a turn when something fails, refuses, or dies, on either database. */
abstract class TurnFailureContract extends TurnFixture {
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
}
