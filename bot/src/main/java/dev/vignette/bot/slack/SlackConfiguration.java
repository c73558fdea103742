package dev.vignette.bot.slack;

import dev.vignette.bot.chat.ChatPlatform;
import dev.vignette.bot.manners.ConnectedBot;
import dev.vignette.bot.manners.FrontDesk;
import dev.vignette.bot.manners.Pause;
import dev.vignette.bot.manners.StatusBoard;
import dev.vignette.bot.turn.NodeRole;
import dev.vignette.bot.turn.Turns;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** The adapter in the service, if there are tokens or a signing secret; it connects in the background and holds up no start. */
@Configuration(proxyBeanMethods = false)
@Conditional(SlackToken.class)
class SlackConfiguration {
    /** Of Slack's three seconds to acknowledge. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    /** The same for what is told to nobody but Slack. */
    private static final Duration HTTP_PATIENCE = Duration.ofMillis(2_500);

    @Bean
    SlackParts slackParts(Environment environment) {
        return SlackParts.of(SlackSettings.from(environment::getProperty), Pause.SYSTEM);
    }

    @Bean
    ChatPlatform slackPlatform(SlackParts slackParts) {
        return slackParts.platform();
    }

    // Closed by its lifecycle, before what it needs.
    @Bean(destroyMethod = "")
    SlackBot slackBot(SlackParts slackParts, FrontDesk desk, Turns turns, StatusBoard statuses) {
        return slackParts.bot(desk, turns, statuses, SlackConfiguration::begin, PATIENCE);
    }

    @Bean(SlackEndpoint.PATH)
    @ConditionalOnExpression("!'${" + SlackSettings.SIGNING_SECRET + ":}'.isBlank()")
    SlackEndpoint slackEndpoint(SlackBot bot, Environment environment, ObjectProvider<InstantSource> clock) {
        var signature = new RequestSignature(
                SlackSettings.from(environment::getProperty).signingSecret(),
                clock.getIfAvailable(InstantSource::system));
        return bot.endpoint(signature, SlackConfiguration::begin, HTTP_PATIENCE);
    }

    private static void begin(Runnable task) {
        Thread.ofVirtual().name("slack").start(task);
    }

    @Bean
    SmartLifecycle slackLifecycle(SlackBot bot, @Value("${vignette.role:all}") NodeRole role) {
        return new ConnectedBot(bot, role != NodeRole.RENDER);
    }
}
