package dev.vignette.bot.manners;

import dev.vignette.bot.chat.Inbox;
import dev.vignette.bot.engines.Cast;
import dev.vignette.bot.lending.VoiceLending;
import dev.vignette.bot.turn.Turns;
import java.time.InstantSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What all chat platforms share; made only when one of them is switched on and asks for it. */
@Configuration(proxyBeanMethods = false)
@Lazy
@EnableConfigurationProperties(MannersSettings.class)
public class MannersConfiguration {
    @Bean
    Faces faces(Cast cast, VoiceLending lending) {
        return new CastFaces(cast, new CastVoices(cast, lending));
    }

    @Bean
    FrontDesk frontDesk(
            Inbox inbox,
            Turns turns,
            JdbcClient sql,
            Faces faces,
            MannersSettings settings,
            ObjectProvider<InstantSource> clock) {
        return new FrontDesk(inbox, turns, sql, faces, settings, clock.getIfAvailable(InstantSource::system));
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    StatusBoard statusBoard(Turns turns, JdbcClient sql, ObjectProvider<InstantSource> clock) {
        return new StatusBoard(
                turns,
                sql,
                task -> Thread.ofVirtual().name("chat-status").start(task),
                clock.getIfAvailable(InstantSource::system));
    }
}
