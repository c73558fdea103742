package dev.vignette.bot.slack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.bot.slack.FakeWorkspace.Shown;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** While a film is made: one message in the question's thread, edited three seconds apart, gone when the film is there. */
class SlackProgressTest {
    private static List<Shown> statuses(SlackRig rig) {
        return rig.slack.workspace.answers(FakeWorkspace.GENERAL).stream()
                .filter(each -> each.blocks().toString().contains("turn:cancel"))
                .toList();
    }

    private static long edits(SlackRig rig) {
        return rig.slack.calls.stream().filter("chat.update"::equals).count();
    }

    private static void pass(SlackRig rig, int seconds) {
        rig.slack.pass(Duration.ofSeconds(seconds));
        rig.node.pass(Duration.ofSeconds(seconds));
        rig.statuses.tick();
    }

    @Test
    void oneMessageTellsHowItStandsAndGoes() {
        try (SlackRig rig = new SlackRig(Duration.ofSeconds(10))) {
            rig.showsProgress = true;
            rig.open();
            rig.people.acknowledged(rig.people.command(FakeWorkspace.ANN, FakeWorkspace.GENERAL, "answers film"));
            String ts = rig.people.mention(FakeWorkspace.ANN, "Slowly");
            rig.node.chat();
            rig.node.chat();
            pass(rig, 1);
            assertThat(statuses(rig)).as("a quick film needs none").isEmpty();
            pass(rig, 5);
            assertThat(statuses(rig)).extracting(Shown::thread).containsExactly(ts);
            rig.node.films.doDuring("Slowly", request -> {
                pass(rig, 1);
                assertThat(edits(rig)).as("too soon").isZero();
                pass(rig, 2);
                rig.statuses.tick();
                assertThat(edits(rig)).isEqualTo(1);
            });
            rig.node.render();
            rig.node.chat();
            rig.statuses.tick();
            assertThat(statuses(rig)).isEmpty();
            assertThat(rig.slack.workspace.answers(FakeWorkspace.GENERAL))
                    .filteredOn(each -> !each.file().isEmpty())
                    .extracting(Shown::thread)
                    .containsExactly(ts);
        }
    }
}
