package dev.vignette.bot.models;

import dev.vignette.bot.settings.Settings;
import dev.vignette.inference.models.ModelStore;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** The one store of models that all parts of the service look into. */
@Configuration(proxyBeanMethods = false)
class ModelsConfiguration {
    @Bean
    ModelStore modelStore(Settings settings, Environment environment) {
        return InstalledModels.open(settings.home(), environment::getProperty);
    }

    @Bean
    Pulls pulls(ModelStore store) {
        return new Pulls(store);
    }
}
