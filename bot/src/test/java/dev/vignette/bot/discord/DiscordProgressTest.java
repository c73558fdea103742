package dev.vignette.bot.discord;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import net.dv8tion.jda.api.utils.data.DataObject;
import org.junit.jupiter.api.Test;

/** While a film is made: one message below the question, edited three seconds apart, gone when the film is there. */
class DiscordProgressTest {
    private static List<DataObject> statuses(BotRig rig) {
        return rig.discord.channels.answers(Json.ANNS_DM).stream()
                .filter(each -> each.getArray("components").toString().contains("turn:cancel"))
                .toList();
    }

    private static long edits(BotRig rig) {
        return rig.discord.requests.stream()
                .filter(request -> request.startsWith("PATCH channels/" + Json.ANNS_DM))
                .count();
    }

    @Test
    void oneMessageTellsHowItStandsAndGoes() {
        try (BotRig rig = new BotRig()) {
            rig.showsProgress = true;
            rig.open();
            var choice = rig.people.command(Json.ANN, "answers", "film");
            rig.discord.await("chosen", () -> choice.acknowledged);
            rig.people.say(Json.ANNS_DM, Json.ANN, "Slowly");
            rig.discord.await("stored and watched", () -> rig.turns() == 1 && rig.discord.channels.typed > 0);
            rig.node.chat();
            rig.node.chat();
            rig.statuses.tick();
            assertThat(statuses(rig)).as("a quick film needs none").isEmpty();
            rig.pass(Duration.ofSeconds(5));
            rig.statuses.tick();
            assertThat(statuses(rig)).hasSize(1);
            rig.node.films.doDuring("Slowly", request -> {
                rig.pass(Duration.ofSeconds(1));
                rig.statuses.tick();
                assertThat(edits(rig)).as("too soon").isZero();
                rig.pass(Duration.ofSeconds(2));
                rig.statuses.tick();
                rig.statuses.tick();
                assertThat(edits(rig)).isEqualTo(1);
            });
            rig.node.render();
            rig.node.chat();
            rig.statuses.tick();
            assertThat(statuses(rig)).isEmpty();
            assertThat(rig.discord.channels.answers(Json.ANNS_DM))
                    .filteredOn(each -> !each.getArray("attachments").isEmpty())
                    .hasSize(1);
        }
    }
}
