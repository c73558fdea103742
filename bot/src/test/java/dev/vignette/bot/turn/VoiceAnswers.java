package dev.vignette.bot.turn;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.vignette.bot.chat.AnswerForm;
import dev.vignette.bot.chat.ChatMessage.Handling;
import dev.vignette.bot.chat.Delivery;
import dev.vignette.bot.chat.DeliveryException;
import dev.vignette.bot.chat.MessageContent;
import dev.vignette.bot.chat.TurnId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Answers that are to be heard: when a voice note goes out, once, and what becomes of the film meanwhile. */
abstract class VoiceAnswers {
    private ManualNode it;

    abstract HikariDataSource database();

    @BeforeEach
    void begin() {
        it = new ManualNode(database());
    }

    @AfterEach
    void close() {
        it.close();
    }

    private TurnId say(String event, AnswerForm form) {
        return it.say("ann", event, new MessageContent.Text("Hi"), new Handling(form, 0, Duration.ZERO, false))
                .turn();
    }

    @Test
    void textThenVoiceNoteThenFilm() {
        TurnId turn = say("e1", AnswerForm.VOICE_AND_FILM);
        it.runAll();
        assertThat(kinds()).containsExactly(Delivery.Kind.TEXT, Delivery.Kind.VOICE, Delivery.Kind.CLIP);
        assertThat(it.turn(turn).state()).isEqualTo(TurnState.DELIVERED);
        assertThat(it.turn(turn).voice()).isEqualTo(it.turn(turn).film().clip());
        assertThat(it.films.requests).as("films made").hasSize(1);
        assertThat(it.films.spoken).as("spoken besides").isEmpty();
    }

    @Test
    void theVoiceNoteGoesOutWhileTheFilmIsStillBeingMade() {
        it.films.during = request -> {
            it.chat();
            assertThat(kinds()).containsExactly(Delivery.Kind.TEXT, Delivery.Kind.VOICE);
        };
        say("e1", AnswerForm.VOICE_AND_FILM);
        it.runAll();
        assertThat(kinds()).containsExactly(Delivery.Kind.TEXT, Delivery.Kind.VOICE, Delivery.Kind.CLIP);
    }

    @Test
    void aVoiceNoteAloneNeedsNoFilm() {
        TurnId turn = say("e1", AnswerForm.VOICE);
        it.runAll();
        assertThat(kinds()).containsExactly(Delivery.Kind.TEXT, Delivery.Kind.VOICE);
        assertThat(it.turn(turn).state()).isEqualTo(TurnState.DELIVERED);
        assertThat(it.films.requests).as("films made").isEmpty();
        assertThat(it.turns.talk(turn)).isTrue();
        it.runAll();
        assertThat(kinds())
                .as("and a film when somebody asks for it")
                .endsWith(Delivery.Kind.CLIP)
                .hasSize(3);
    }

    @Test
    void aFilmThatLiesReadyBringsItsVoiceNote() {
        say("e1", AnswerForm.FILM);
        it.runAll();
        say("e2", AnswerForm.VOICE_AND_FILM);
        it.runAll();
        assertThat(kinds().subList(2, 5)).containsExactly(Delivery.Kind.TEXT, Delivery.Kind.VOICE, Delivery.Kind.CLIP);
        assertThat(it.films.requests).hasSize(1);
    }

    @Test
    void aVoiceNoteThatIsNotTakenDoesNotKeepTheFilm() {
        it.platform.failures.fail("VOICE Made by AI", 1, () -> DeliveryException.refused("no voice notes here", null));
        TurnId turn = say("e1", AnswerForm.VOICE_AND_FILM);
        it.runAll();
        assertThat(kinds()).containsExactly(Delivery.Kind.TEXT, Delivery.Kind.CLIP);
        assertThat(it.turn(turn).state()).isEqualTo(TurnState.DELIVERED);
    }

    @Test
    void aVoiceNoteThatIsAllAndIsNotTakenIsTold() {
        it.platform.failures.fail("VOICE Made by AI", 1, () -> DeliveryException.refused("no voice notes here", null));
        TurnId turn = say("e1", AnswerForm.VOICE);
        it.runAll();
        assertThat(kinds()).containsExactly(Delivery.Kind.TEXT, Delivery.Kind.NOTICE);
        assertThat(it.platform.posted.getLast().text()).startsWith("I can only write this answer");
        assertThat(it.turn(turn).ending()).extracting(Turn.Ending::reason).isEqualTo(Reason.MEDIA_UNDELIVERED);
    }

    @Test
    void aFilmThatIsNotTakenIsTold() {
        it.platform.failures.fail("CLIP Made by AI", 1, () -> DeliveryException.refused("no films here", null));
        say("e1", AnswerForm.FILM);
        it.runAll();
        assertThat(kinds()).containsExactly(Delivery.Kind.TEXT, Delivery.Kind.NOTICE);
    }

    @Test
    void aVoiceNoteThatHasToWaitComesAfterTheFilmAndOnce() {
        it.platform.failures.fail(
                "VOICE Made by AI", 1, () -> DeliveryException.rateLimited("slowly", Duration.ofSeconds(20)));
        say("e1", AnswerForm.VOICE_AND_FILM);
        it.runAll();
        assertThat(kinds()).containsExactly(Delivery.Kind.TEXT, Delivery.Kind.CLIP);
        it.pass(Duration.ofSeconds(21));
        it.runAll();
        assertThat(kinds()).containsExactly(Delivery.Kind.TEXT, Delivery.Kind.CLIP, Delivery.Kind.VOICE);
    }

    @Test
    void aRenderThatIsRunAgainAfterACrashPostsNoSecondVoiceNote() {
        var broken = new AtomicBoolean();
        it.films.doDuring("Re: Hi", request -> {
            it.chat();
            if (broken.compareAndSet(false, true)) {
                throw TurnException.passing(Reason.FILM_FAILED, "broke", null);
            }
        });
        say("e1", AnswerForm.VOICE_AND_FILM);
        it.runAll();
        it.pass(Duration.ofSeconds(5));
        it.runAll();
        assertThat(kinds()).containsExactly(Delivery.Kind.TEXT, Delivery.Kind.VOICE, Delivery.Kind.CLIP);
    }

    @Test
    void aFilmThatFailsLeavesTheVoiceNoteAndSaysWhy() {
        it.films.doDuring("Re: Hi", request -> {
            throw TurnException.lasting(Reason.FILM_FAILED, "broke", null);
        });
        say("e1", AnswerForm.VOICE_AND_FILM);
        it.runAll();
        assertThat(kinds())
                .contains(Delivery.Kind.TEXT, Delivery.Kind.VOICE, Delivery.Kind.NOTICE)
                .hasSize(3);
    }

    @Test
    void whatIsTakenBackGoesWithItsVoiceNote() {
        TurnId turn = say("e1", AnswerForm.VOICE_AND_FILM);
        it.runAll();
        String clip = it.turn(turn).voice();
        it.turns.withdraw(FakePlatform.NAME, it.turn(turn).event());
        it.runAll();
        assertThat(kinds()).isEmpty();
        assertThat(it.films.discarded).containsExactly(clip);
        assertThat(it.turn(turn).voice()).isNull();
    }

    private List<Delivery.Kind> kinds() {
        return it.platform.posted.stream().map(Delivery::kind).toList();
    }
}
