package dev.vignette.bot.web;

import dev.vignette.bot.Installation;
import dev.vignette.bot.ProductVersion;
import dev.vignette.bot.engines.Cast;
import dev.vignette.bot.engines.Engines;
import dev.vignette.bot.engines.Equipment;
import dev.vignette.bot.generate.ClipService;
import dev.vignette.bot.generate.RenderQueue;
import dev.vignette.bot.generate.VoiceNotes;
import dev.vignette.bot.settings.Settings;
import dev.vignette.clip.ClipStore;
import io.micrometer.core.instrument.MeterRegistry;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import org.apache.catalina.core.StandardHost;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Hands the parts of the installation to Spring. The installation closes them itself, and in the right order. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class ServiceConfiguration {

    @Bean
    Settings settings(Environment environment) {
        return Settings.from(environment::getProperty);
    }

    @Bean
    Installation installation(Settings settings, Equipment equipment, MeterRegistry meters) {
        return Installation.open(settings, equipment, meters);
    }

    @Bean(destroyMethod = "")
    Engines engines(Equipment equipment) {
        return equipment.engines();
    }

    @Bean
    Cast cast(Equipment equipment) {
        return equipment.cast();
    }

    @Bean(destroyMethod = "")
    ClipStore clipStore(Installation installation) {
        return installation.store();
    }

    @Bean
    VoiceNotes voiceNotes(Installation installation) {
        return installation.notes();
    }

    @Bean(destroyMethod = "")
    RenderQueue renderQueue(Installation installation) {
        return installation.queue();
    }

    @Bean
    ClipService clipService(Installation installation) {
        return installation.clips();
    }

    @Bean
    ProductVersion productVersion() {
        return ProductVersion.current();
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> problemsInsteadOfPages() {
        return factory -> factory.addContextCustomizers(context -> {
            if (context.getParent() instanceof StandardHost host) {
                host.setErrorReportValveClass(ProblemValve.class.getName());
            }
        });
    }

    @Bean
    OpenAPI openApi(ProductVersion version) {
        return new OpenAPI()
                .info(new Info()
                        .title("Vignette")
                        .version(version.value())
                        .license(new License().name("Apache-2.0").identifier("Apache-2.0"))
                        .description("A sentence becomes a short film: a face you know, in a voice you know, saying it."
                                + " Every clip is marked as made by AI. Whatever is not a success is a Problem Detail"
                                + " (RFC 9457) whose \"detail\" says what to do."));
    }
}
