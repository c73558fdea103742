package dev.vignette.bot.lending;

import dev.vignette.bot.consent.ConsentLedger;
import dev.vignette.bot.settings.Settings;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One for the page and all chat platforms. */
@Configuration(proxyBeanMethods = false)
class LendingConfiguration {
    @Bean
    VoiceLending voiceLending(JdbcClient sql, Settings settings, ObjectProvider<InstantSource> clock) {
        InstantSource time = clock.getIfAvailable(InstantSource::system);
        return new VoiceLending(sql, new ConsentLedger(settings.consent(), time), time, new SecureRandom());
    }
}
