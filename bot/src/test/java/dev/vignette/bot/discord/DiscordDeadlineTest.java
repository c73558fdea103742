package dev.vignette.bot.discord;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.bot.chat.FakeServer.Fault;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Three seconds to acknowledge: what happens when the database or the line is slower. */
class DiscordDeadlineTest {
    @Test
    void whenTheDatabaseHangsThePersonIsToldAndTheCommandIsNotLost() {
        try (BotRig rig = new BotRig(Duration.ofMillis(50)).open()) {
            FakeDiscord discord = rig.discord;
            rig.executor.hold();
            var use = rig.people.command(Json.ANN, "ask", "Anybody there?");
            discord.await("acknowledged", () -> use.acknowledged);
            assertThat(discord.channels.get(Json.GENERAL, use.original).getString("content"))
                    .as("in the person's language")
                    .contains("no puedo", "minuto");
            rig.executor.release();
            rig.answer(1);
            assertThat(discord.channels.answers(Json.GENERAL).stream().map(each -> each.getString("content")))
                    .anyMatch(text -> text.contains("Re: Anybody there?"));
        }
    }

    @Test
    void aCommandThatCouldNotBeAcknowledgedInTimeIsAnsweredInTheChannel() {
        try (BotRig rig = new BotRig().open()) {
            FakeDiscord discord = rig.discord;
            rig.executor.hold();
            var use = rig.people.command(Json.ANN, "ask", "Too late?");
            discord.await("the command has arrived", rig.executor::holdsTask);
            discord.pass(Duration.ofSeconds(4));
            rig.executor.release();
            discord.await("refused", () -> rig.tickets() == 0 && rig.turns() == 1);
            rig.node.runAll();
            assertThat(use.acknowledged).as("Discord did not take it").isFalse();
            assertThat(discord.channels.answers(Json.GENERAL).stream().map(each -> each.getString("content")))
                    .anyMatch(text -> text.startsWith("Re: Too late?"));
        }
    }

    @Test
    void anAnswerThatIsReadyBeforeTheAcknowledgementWaitsForIt() {
        try (BotRig rig = new BotRig().open()) {
            FakeDiscord discord = rig.discord;
            // The acknowledgement is lost on its way twice; JDA or the client sends it again.
            discord.fail(new Fault("POST interactions/.*", Fault.Kind.CUT_BEFORE, 0, null));
            var use = rig.people.command(Json.ANN, "ask", "Quick?");
            rig.answer(1);
            assertThat(discord.channels.answers(Json.GENERAL)).hasSizeGreaterThanOrEqualTo(1);
            assertThat(rig.turns()).isEqualTo(1);
            assertThat(use.token).isNotEmpty();
        }
    }
}
