package dev.vignette.bot.discord;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.dv8tion.jda.api.utils.data.DataObject;
import org.junit.jupiter.api.Test;

/** Several nodes with one account: all have a session, one takes the events, and what is said while it changes is not lost. */
class DiscordNodesTest {
    private static BotRig node(BotRig first, String name) {
        return new BotRig(first.discord, BotRig.left(), false, Duration.ofSeconds(10), name);
    }

    @Test
    void oneOfTwoNodesTakesTheEventsAndTheOtherGoesOnWithNothingLostOrDoubled() {
        BotRig first = new BotRig().open();
        FakeDiscord discord = first.discord;
        try (BotRig second = node(first, "second")) {
            second.node.clock.set(discord.now());
            second.open();
            discord.await("two sessions", () -> discord.gateway.connections() == 2);
            DataObject asked = first.people.say(Json.ANNS_DM, Json.ANN, "Hello");
            var use = first.people.command(Json.ANN, "ask", "A film?");
            discord.await("acknowledged", () -> use.acknowledged);
            first.answer(2);
            assertThat(first.turns()).as("both heard, one took them").isEqualTo(2);

            // The first ends; before the second has noticed, something is said and the old message comes again.
            first.kill();
            first.people.say(Json.ANNS_DM, Json.ANN, "In between");
            first.people.hear(asked);
            discord.pass(Duration.ofSeconds(31));
            second.node.pass(Duration.ofSeconds(31));
            discord.await("the second has taken over", () -> second.turns() == 3);
            second.people.say(Json.ANNS_DM, Json.ANN, "After");
            second.answer(4);

            assertThat(second.turns()).isEqualTo(4);
            assertThat(discord.channels.answers(Json.ANNS_DM).stream().map(each -> each.getString("content")))
                    .filteredOn(text -> text.startsWith("Re: "))
                    .containsExactly("Re: Hello", "Re: In between", "Re: After");
        }
    }
}
