package dev.vignette.bot.hearing;

import dev.vignette.bot.settings.Settings;
import dev.vignette.bot.turn.Hearing;
import dev.vignette.inference.choice.EngineChooser;
import dev.vignette.inference.models.ModelStore;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The port that voice notes are heard through. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(HearingSettings.class)
class HearingConfiguration {
    @Bean
    Ear ear(ModelStore models, HearingSettings hearing, Settings settings) {
        return new Ear(models, hearing.model(), () -> EngineChooser.portable(settings.engine()));
    }

    @Bean
    Hearing hearing(Ear ear, HearingSettings settings) {
        return new WhisperHearing(ear, settings.deadline());
    }

    @Bean
    ApplicationListener<ApplicationReadyEvent> warmUpHearing(Ear ear, Settings settings) {
        return ready -> {
            if (settings.warmUp()) {
                Thread.ofVirtual().name("warm-up-hearing").start(ear::warmUp);
            }
        };
    }
}
