package dev.vignette.bot.slack;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Three seconds to acknowledge: what happens when the database is slower, or away. */
class SlackDeadlineTest {
    @Test
    void aCommandIsNeverLostAfterItsAcknowledgement() {
        try (SlackRig rig = new SlackRig(Duration.ofMillis(50)).open()) {
            rig.executor.hold();
            String envelope = rig.people.command(FakeWorkspace.ANN, FakeWorkspace.GENERAL, "Anybody there?");
            rig.people.acknowledged(envelope);
            assertThat(rig.slack.sockets.acknowledged.get(envelope).toString())
                    .as("the person is told")
                    .contains("try again");
            rig.executor.release();
            rig.answer(1);
            assertThat(rig.slack
                            .workspace
                            .answers(FakeWorkspace.GENERAL)
                            .getFirst()
                            .text())
                    .isEqualTo("Re: Anybody there?");
        }
    }

    @Test
    void aPressThatCannotBeStoredIsAcknowledgedAndThePersonTold() {
        try (SlackRig rig = new SlackRig(Duration.ofSeconds(10)).open()) {
            rig.people.mention(FakeWorkspace.ANN, "Talk");
            rig.node.runAll();
            var text = rig.slack.workspace.answers(FakeWorkspace.GENERAL).getFirst();
            rig.sql.sql("alter table turns rename to turns_away").update();
            try {
                rig.people.acknowledged(rig.people.press(FakeWorkspace.ANN, text, "turn:talk"));
                rig.slack.await(
                        "told",
                        () -> rig.slack.workspace.whispers.stream()
                                .anyMatch(each -> each.contains("Inténtalo de nuevo")));
            } finally {
                rig.sql.sql("alter table turns_away rename to turns").update();
            }
        }
    }

    @Test
    void anEventThatCouldNotBeStoredIsNotAcknowledgedAndComesAgain() {
        try (SlackRig rig = new SlackRig(Duration.ofSeconds(10)).open()) {
            String ts = rig.slack.workspace.add(FakeWorkspace.GENERAL, FakeWorkspace.ANN, "keep me");
            var mention = rig.people.message(
                    "app_mention",
                    FakeWorkspace.GENERAL,
                    FakeWorkspace.ANN,
                    "<@" + FakeWorkspace.SELF + "> keep me",
                    ts);
            rig.sql.sql("alter table turns rename to turns_away").update();
            String lost;
            try {
                lost = rig.people.event(mention, null);
                // The next envelope is answered after the one before it has failed: one listener a connection, in
                // order.
                rig.slack.await("tried", () -> rig.slack.calls.contains("users.info"));
            } finally {
                rig.sql.sql("alter table turns_away rename to turns").update();
            }
            String again = rig.people.event(mention, 1);
            rig.people.acknowledged(again);
            rig.node.runAll();
            assertThat(rig.slack.sockets.acknowledged).containsKey(again);
            assertThat(rig.turns()).isEqualTo(1);
            assertThat(rig.slack.workspace.answers(FakeWorkspace.GENERAL)).hasSize(1);
            assertThat(lost).isNotEqualTo(again);
        }
    }
}
