package dev.vignette.bot.turn;

import dev.vignette.bot.chat.ChatPlatform;
import dev.vignette.bot.chat.Inbox;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The node of this process, on the service's database; starts when everything else has, stops first. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TurnSettings.class)
class TurnConfiguration {
    // Closed by its lifecycle, before anything that its tasks need.
    @Bean(destroyMethod = "")
    TurnNode turnNode(
            DataSource database,
            TurnSettings settings,
            @Value("${vignette.role:all}") NodeRole role,
            ObjectProvider<Hearing> hearing,
            Replies replies,
            Films films,
            ObjectProvider<ChatPlatform> platforms,
            MeterRegistry meters,
            ObjectProvider<InstantSource> clock) {
        return new TurnNode(
                database,
                settings,
                role,
                new TurnNode.Ports(
                        hearing.getIfAvailable(NoHearing::new),
                        replies,
                        films,
                        platforms.orderedStream().toList()),
                new TurnNode.Surroundings(meters, clock.getIfAvailable(InstantSource::system), new SecureRandom()));
    }

    @Bean
    Inbox inbox(TurnNode node) {
        return node.inbox();
    }

    @Bean
    Turns turns(TurnNode node) {
        return node.turns();
    }

    @Bean
    Sentences sentences() {
        return new Sentences();
    }

    @Bean
    SmartLifecycle turnLifecycle(TurnNode node) {
        return new TurnLifecycle(node);
    }
}
