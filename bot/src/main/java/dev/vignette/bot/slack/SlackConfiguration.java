package dev.vignette.bot.slack;

import dev.vignette.bot.chat.ChatPlatform;
import dev.vignette.bot.manners.FrontDesk;
import dev.vignette.bot.manners.StatusBoard;
import dev.vignette.bot.turn.NodeRole;
import dev.vignette.bot.turn.Turns;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** The adapter in the service, if there are tokens; it connects in the background and holds up no start. */
@Configuration(proxyBeanMethods = false)
@Conditional(SlackToken.class)
class SlackConfiguration {
    /** Of Slack's three seconds to acknowledge. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    @Bean
    SlackParts slackParts(Environment environment) {
        return SlackParts.of(SlackSettings.from(environment::getProperty), Pause.SYSTEM);
    }

    @Bean
    ChatPlatform slackPlatform(SlackParts slackParts) {
        return slackParts.platform();
    }

    @Bean
    SmartLifecycle slackLifecycle(
            SlackParts slackParts,
            FrontDesk desk,
            Turns turns,
            StatusBoard statuses,
            @Value("${vignette.role:all}") NodeRole role) {
        SlackBot bot = slackParts.bot(
                desk, turns, statuses, task -> Thread.ofVirtual().name("slack").start(task), PATIENCE);
        return new SlackLifecycle(bot, statuses, slackParts.platform(), role != NodeRole.RENDER);
    }
}
