package dev.vignette.bot.discord;

import dev.vignette.bot.chat.ChatPlatform;
import dev.vignette.bot.manners.ConnectedBot;
import dev.vignette.bot.manners.ConnectionLease;
import dev.vignette.bot.manners.FrontDesk;
import dev.vignette.bot.manners.Pause;
import dev.vignette.bot.manners.StatusBoard;
import dev.vignette.bot.turn.NodeRole;
import dev.vignette.bot.turn.Turns;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The adapter in the service, if there is a token; it connects in the background and holds up no start. */
@Configuration(proxyBeanMethods = false)
@Conditional(DiscordToken.class)
class DiscordConfiguration {
    /** Of Discord's three seconds to acknowledge. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    @Bean
    DiscordParts discordParts(Environment environment, JdbcClient sql, ObjectProvider<InstantSource> clock) {
        return DiscordParts.of(
                DiscordSettings.from(environment::getProperty),
                sql,
                clock.getIfAvailable(InstantSource::system),
                IdentifyOrder.DISCORDS,
                Pause.SYSTEM);
    }

    @Bean
    ChatPlatform discordPlatform(DiscordParts parts) {
        return parts.platform();
    }

    @Bean
    SmartLifecycle discordLifecycle(
            DiscordParts parts,
            FrontDesk desk,
            Turns turns,
            StatusBoard statuses,
            JdbcClient sql,
            Environment environment,
            ObjectProvider<InstantSource> clocks,
            @Value("${vignette.role:all}") NodeRole role) {
        InstantSource clock = clocks.getIfAvailable(InstantSource::system);
        // The first part of a token is the bot's id, which everybody may know.
        String account = "discord:"
                + DiscordSettings.from(environment::getProperty).token().split("\\.", 2)[0];
        var outside = new DiscordBot.Outside(
                parts,
                clock,
                Pause.SYSTEM,
                task -> Thread.ofVirtual().name("discord-command").start(task),
                PATIENCE,
                new ConnectionLease(sql, clock, account, ConnectionLease.holder(environment)));
        return new ConnectedBot(new DiscordBot(outside, desk, turns, statuses), role != NodeRole.RENDER);
    }
}
