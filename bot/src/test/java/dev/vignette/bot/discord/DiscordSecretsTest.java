package dev.vignette.bot.discord;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A whole run with everything at debug: no token appears in the log. */
class DiscordSecretsTest {
    @Test
    void noTokenIsLogged() {
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        Level before = root.getLevel();
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        root.addAppender(log);
        root.setLevel(Level.DEBUG);
        try (BotRig rig = new BotRig().open()) {
            FakeDiscord discord = rig.discord;
            discord.failWith(502, "POST interactions/.*");
            var use = rig.people.command(Json.ANN, "ask", "Hello?");
            discord.await("acknowledged", () -> use.acknowledged);
            rig.node.runAll();
            discord.gateway.drop();
            discord.await("resumed", () -> discord.gateway.resumed.size() == 1);
        } finally {
            root.setLevel(before);
            root.detachAppender(log);
        }
        assertThat(List.copyOf(log.list))
                .isNotEmpty()
                .extracting(ILoggingEvent::getFormattedMessage)
                .noneMatch(line -> line.contains(FakeDiscord.TOKEN));
    }
}
