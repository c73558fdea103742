package dev.vignette.bot.discord;

import dev.vignette.bot.chat.LogOfRun;
import org.junit.jupiter.api.Test;

/** A whole run with everything at debug: no token appears in the log. */
class DiscordSecretsTest {
    @Test
    void noTokenIsLogged() {
        try (var log = new LogOfRun()) {
            String ticket;
            try (BotRig rig = new BotRig().open()) {
                FakeDiscord discord = rig.discord;
                discord.failWith(502, "POST interactions/.*");
                var use = rig.people.command(Json.ANN, "ask", "Hello?");
                discord.await("acknowledged", () -> use.acknowledged);
                ticket = use.token;
                rig.node.runAll();
                discord.gateway.drop();
                discord.await("resumed", () -> discord.gateway.resumed.size() == 1);
            }
            log.assertFreeOf(FakeDiscord.TOKEN, ticket);
        }
    }
}
