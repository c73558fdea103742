package dev.vignette.bot.manners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.vignette.bot.chat.AnswerForm;
import dev.vignette.bot.chat.EventId;
import dev.vignette.bot.chat.TurnAction;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How much people and servers may ask for, and that they are told. */
class BudgetTest extends DeskFixture {
    @Test
    void whoAsksTooMuchIsToldWhenItWorksAgain() {
        for (int i = 0; i < 3; i++) {
            assertThat(receive(direct("ann"), "Hi", false)).isInstanceOf(Verdict.Accepted.class);
            node.runAll();
        }
        assertThat(receive(direct("ann"), "Hi", false))
                .asInstanceOf(type(Verdict.Refused.class))
                .extracting(Verdict.Refused::sentence)
                .isEqualTo("You have asked a great deal. I can answer again in 20 minutes.");
        assertThat(receive(direct("ann"), "Hi", false)).as("once").isInstanceOf(Verdict.Ignored.class);
        assertThat(receive(direct("bob"), "Hi", false)).isInstanceOf(Verdict.Accepted.class);
        node.pass(Duration.ofMinutes(20));
        assertThat(receive(direct("ann"), "Hi", false)).isInstanceOf(Verdict.Accepted.class);
    }

    @Test
    void theSameMessageAgainCostsNothing() {
        for (int i = 0; i < 9; i++) {
            assertThat(receive(direct("ann"), new EventId("same"), "Hi")).isInstanceOf(Verdict.Accepted.class);
        }
    }

    @Test
    void whenTheBudgetForFilmsIsSpentTheAnswerIsWritten() {
        settings = settings(Set.of(), 0, Duration.ofMillis(10));
        run(direct("ann"), "answers", "film");
        // Each film of the double takes 12 ms of engine time.
        receive(direct("ann"), "Hi", false);
        node.runAll();
        var next = receive(direct("ann"), "Ho", false);
        assertThat(form(next)).isEqualTo(AnswerForm.TEXT);
        node.runAll();
        assertThat(press(direct("ann"), TurnAction.TALK, turn(next)).text())
                .startsWith("The time for making films is used up for now. I can make films again in ");
        node.pass(Duration.ofDays(1));
        assertThat(press(direct("ann"), TurnAction.TALK, turn(next)).turn()).isEqualTo(turn(next));
    }

    @Test
    void whatWasAskedIsRememberedAcrossRestarts() {
        for (int i = 0; i < 3; i++) {
            receive(direct("ann"), "Hi", false);
            node.runAll();
        }
        desk = newDesk();
        assertThat(receive(direct("ann"), "Hi", false)).isInstanceOf(Verdict.Refused.class);
        node.pass(Duration.ofDays(4));
        receive(direct("bob"), "Hi", false);
        assertThat(buckets()).as("those that are full again are forgotten").isEqualTo(1);
    }

    @Test
    void aFilmIsChargedOnceToPersonAndServerWhoeverHearsOfIt() {
        var budgets = settings(Set.of(), 0, Duration.ofSeconds(1), Duration.ofMillis(10));
        settings = budgets;
        // Another node hears of the same films.
        newDesk();
        run(member("ann", false), "answers", "film");
        run(member("bob", false), "answers", "film");
        receive(member("ann", false), "Hi", true);
        node.runAll();
        // Each film of the double takes 12 ms of engine time.
        var quotas = new Quotas(budgets, JdbcClient.create(database), () -> node.clock.now());
        assertThat(quotas.renderLeft(direct("ann"))).isEqualTo(Duration.ofMillis(988));
        assertThat(form(receive(member("bob", false), "Hi", true)))
                .as("the server has spent its budget")
                .isEqualTo(AnswerForm.TEXT);
        assertThat(form(receive(direct("bob"), "Hi", false))).isEqualTo(AnswerForm.FILM);
    }

    @Test
    void aVoiceNoteByItselfIsChargedToo() {
        settings = settings(Set.of(), 0, Duration.ofMillis(10));
        run(direct("ann"), "answers", "voice");
        receive(direct("ann"), "Hi", false);
        node.runAll();
        // Each voice note of the double takes 7 ms of engine time.
        var quotas = new Quotas(settings, JdbcClient.create(database), () -> node.clock.now());
        assertThat(quotas.renderLeft(direct("ann"))).isLessThan(Duration.ofMillis(4));
        receive(direct("ann"), "Ho", false);
        node.runAll();
        assertThat(form(receive(direct("ann"), "Hu", false)))
                .as("the budget is spent")
                .isEqualTo(AnswerForm.TEXT);
    }

    private int buckets() {
        return JdbcClient.create(database)
                .sql("select count(*) from chat_buckets")
                .query(Integer.class)
                .single();
    }
}
