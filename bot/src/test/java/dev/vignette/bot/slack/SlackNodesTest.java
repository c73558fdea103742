package dev.vignette.bot.slack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.bot.slack.FakeWorkspace.Shown;
import dev.vignette.bot.turn.TestDatabase;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Several nodes, each with a socket of its own as Slack advises; and a node that dies with a film in its hands. */
class SlackNodesTest {
    private static final String HELLO = "<@" + FakeWorkspace.SELF + "> Hello";

    @Test
    void twoNodesHaveASocketEachAndOneAnswers() {
        try (SlackRig one = new SlackRig(Duration.ofSeconds(10)).open()) {
            FakeSlack slack = one.slack;
            try (var database = TestDatabase.open("jdbc:h2:mem:turns;DB_CLOSE_DELAY=-1", "sa", 10)) {
                SlackRig other = new SlackRig(slack, database).open();
                assertThat(slack.sockets.connections()).isEqualTo(2);
                String ts = slack.workspace.add(FakeWorkspace.GENERAL, FakeWorkspace.ANN, HELLO);
                var mention = one.people.message("app_mention", FakeWorkspace.GENERAL, FakeWorkspace.ANN, HELLO, ts);
                var message = one.people.message("message", FakeWorkspace.GENERAL, FakeWorkspace.ANN, HELLO, ts);
                // The two events of one mention go to different nodes, at the same moment, and one comes again.
                String first = slack.sockets.sendTo(0, "events_api", one.people.callback(mention));
                String second = slack.sockets.sendTo(1, "events_api", one.people.callback(message));
                String third = slack.sockets.sendTo(1, "events_api", one.people.callback(mention));
                one.people.acknowledged(first);
                one.people.acknowledged(second);
                one.people.acknowledged(third);
                one.node.runAll();
                assertThat(one.turns()).isEqualTo(1);
                assertThat(slack.workspace.answers(FakeWorkspace.GENERAL)).hasSize(1);

                // One is redeployed: the other takes what comes.
                other.disconnect();
                slack.await("one socket", () -> slack.sockets.connections() == 1);
                one.people.mention(FakeWorkspace.ANN, "still there?");
                one.node.runAll();
                assertThat(slack.workspace.answers(FakeWorkspace.GENERAL)).hasSize(2);
            }
        }
    }

    @Test
    void afterAKillBetweenRenderingAndSendingTheFilmComesOnceAndInItsThread() {
        SlackRig first = new SlackRig(Duration.ofSeconds(10)).open();
        FakeSlack slack = first.slack;
        first.people.acknowledged(first.people.command(FakeWorkspace.ANN, FakeWorkspace.GENERAL, "Why?"));
        first.node.chat();
        first.node.render();
        first.disconnect();
        first.node.kill();
        var database = TestDatabase.open("jdbc:h2:mem:turns;DB_CLOSE_DELAY=-1", "sa", 10);
        try (SlackRig second = new SlackRig(slack, database).open()) {
            second.node.runAll();
            second.node.runAll();
            Shown text = slack.workspace.answers(FakeWorkspace.GENERAL).getFirst();
            assertThat(slack.workspace.answers(FakeWorkspace.GENERAL))
                    .filteredOn(each -> !each.file().isEmpty())
                    .extracting(Shown::thread)
                    .containsExactly(text.ts());
        }
    }
}
