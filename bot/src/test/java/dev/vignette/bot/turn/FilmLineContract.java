package dev.vignette.bot.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.bot.chat.PersonId;
import dev.vignette.bot.chat.TurnId;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The line for films, on either database: who is next, what those who wait are told, and how to leave it. */
abstract class FilmLineContract extends TurnFixture {
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

    private static Duration seconds(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1000));
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
}
