package dev.vignette.bot.telegram;

import dev.vignette.bot.manners.ConnectedBot;
import dev.vignette.bot.manners.ConnectionLease;
import dev.vignette.bot.manners.FrontDesk;
import dev.vignette.bot.manners.MannersConfiguration;
import dev.vignette.bot.manners.StatusBoard;
import dev.vignette.bot.turn.NodeRole;
import java.time.InstantSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Telegram, if there is a token; nothing of it is loaded otherwise. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnExpression("!'${vignette.telegram.token:}'.isBlank()")
@EnableConfigurationProperties(TelegramSettings.class)
@Import(MannersConfiguration.class)
public class TelegramConfiguration {
    @Bean
    BotApi telegramApi(TelegramSettings settings, ObjectProvider<InstantSource> clock) {
        return new BotApi(settings, clock.getIfAvailable(InstantSource::system));
    }

    @Bean
    TelegramPlatform telegramPlatform(BotApi api, TelegramSettings settings, JdbcClient sql) {
        return new TelegramPlatform(api, settings, sql);
    }

    // Closed by its lifecycle, before what it needs.
    @Bean(destroyMethod = "")
    TelegramBot telegramBot(
            BotApi api,
            FrontDesk desk,
            StatusBoard board,
            TelegramPlatform platform,
            TelegramSettings settings,
            JdbcClient sql,
            Environment environment,
            ObjectProvider<InstantSource> clocks) {
        InstantSource clock = clocks.getIfAvailable(InstantSource::system);
        var chats = new Chats(api, desk, board, clock);
        var updates = new Updates(
                desk, chats, task -> Thread.ofVirtual().name("telegram-chat").start(task));
        var lease =
                new ConnectionLease(sql, clock, "telegram:" + settings.botId(), ConnectionLease.holder(environment));
        return new TelegramBot(api, updates, new CommandMenus(api, desk), board, platform, settings, lease, clock);
    }

    @Bean(TelegramEndpoint.PATH)
    @ConditionalOnExpression("!'${vignette.telegram.webhook:}'.isBlank()")
    TelegramEndpoint telegramEndpoint(TelegramBot bot, TelegramSettings settings) {
        return new TelegramEndpoint(new WebhookSecret(settings.token()), bot::take);
    }

    @Bean
    SmartLifecycle telegramLifecycle(TelegramBot bot, @Value("${vignette.role:all}") NodeRole role) {
        return new ConnectedBot(bot, role != NodeRole.RENDER);
    }
}
