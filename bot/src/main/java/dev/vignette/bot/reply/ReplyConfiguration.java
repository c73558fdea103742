package dev.vignette.bot.reply;

import dev.vignette.bot.engines.Cast;
import dev.vignette.bot.settings.Settings;
import dev.vignette.bot.turn.Exchanges;
import dev.vignette.bot.turn.Replies;
import dev.vignette.conversation.guard.ContentFilter;
import dev.vignette.conversation.language.LanguageDetector;
import dev.vignette.conversation.reply.OllamaProvider;
import dev.vignette.conversation.reply.OpenAiProvider;
import dev.vignette.conversation.reply.ReplyEngine;
import dev.vignette.conversation.reply.ReplyProvider;
import dev.vignette.conversation.reply.scripted.ScriptedChatModel;
import java.time.Clock;
import java.time.InstantSource;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The language models, in the order of preference, and the port that turns are answered through. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LlmSettings.class)
class ReplyConfiguration {
    /** @param providers in the order in which they are tried */
    record LineUp(List<ReplyProvider> providers) {
        List<String> names() {
            return providers.stream().map(ReplyProvider::name).toList();
        }
    }

    /** Makes engines that differ in their providers and in what they remember. */
    @FunctionalInterface
    interface EngineFactory {
        ReplyEngine with(List<ReplyProvider> providers, DataSource memory);
    }

    @Bean
    LanguageDetector replyLanguages() {
        return new LanguageDetector();
    }

    @Bean
    ReplyProvider scripted(LanguageDetector languages, ObjectProvider<Clock> clock) {
        return ReplyProvider.always(
                ScriptedChatModel.NAME,
                new ScriptedChatModel(languages, clock.getIfAvailable(Clock::systemDefaultZone)));
    }

    @Bean
    LineUp lineUp(LlmSettings settings, ReplyProvider scripted, ObjectProvider<Clock> clock) {
        Clock wall = clock.getIfAvailable(Clock::systemDefaultZone);
        return new LineUp(
                switch (settings.provider()) {
                    case AUTO -> List.of(ollama(settings, wall), scripted);
                    case OLLAMA -> List.of(ollama(settings, wall));
                    case OPENAI -> List.of(new OpenAiProvider(settings.openai().settings(settings.deadline()), wall));
                    case SCRIPTED -> List.of(scripted);
                });
    }

    private static OllamaProvider ollama(LlmSettings settings, InstantSource clock) {
        return new OllamaProvider(settings.ollama().settings(), clock);
    }

    @Bean
    ReplyStatus replyStatus(LineUp lineUp) {
        return new ReplyStatus(lineUp.names());
    }

    @Bean
    Replies replies(LineUp lineUp, EngineFactory engines, DataSource database, Cast cast, ReplyStatus status) {
        return new EngineReplies(engines.with(lineUp.providers(), database), cast, status::answered);
    }

    @Bean
    SmallTalk smallTalk(ReplyProvider scripted, EngineFactory engines, Cast cast) {
        return database -> new EngineReplies(engines.with(List.of(scripted), database), cast, (turn, answer) -> {});
    }

    @Bean
    EngineFactory replyEngines(LlmSettings settings, LanguageDetector languages, ObjectProvider<Clock> clock) {
        Clock wall = clock.getIfAvailable(Clock::systemDefaultZone);
        ContentFilter filter = ContentFilter.bundled();
        return (providers, database) -> new ReplyEngine(
                providers,
                new TurnMemory(new Exchanges(database), settings.memoryTurns(), settings.memoryTtl(), wall),
                languages,
                filter,
                wall,
                settings.limits());
    }

    @Bean
    ApplicationListener<ApplicationReadyEvent> loadModels(LineUp lineUp, Settings settings) {
        ModelLoading loading = new ModelLoading(lineUp.providers().stream()
                .filter(OllamaProvider.class::isInstance)
                .map(OllamaProvider.class::cast)
                .toList());
        return ready -> {
            if (settings.warmUp()) {
                loading.begin();
            }
        };
    }
}
