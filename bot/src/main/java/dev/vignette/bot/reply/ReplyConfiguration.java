package dev.vignette.bot.reply;

import dev.vignette.bot.engines.Cast;
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
import java.util.Optional;
import java.util.concurrent.CompletionException;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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
    private static final Logger LOG = LoggerFactory.getLogger(ReplyConfiguration.class);

    /** @param providers in the order in which they are tried */
    record LineUp(List<ReplyProvider> providers) {
        List<String> names() {
            return providers.stream().map(ReplyProvider::name).toList();
        }
    }

    @Bean
    LanguageDetector replyLanguages() {
        return new LanguageDetector();
    }

    @Bean
    LineUp lineUp(LlmSettings settings, LanguageDetector languages, ObjectProvider<Clock> clock) {
        Clock wall = clock.getIfAvailable(Clock::systemDefaultZone);
        ReplyProvider scripted = ReplyProvider.always(ScriptedChatModel.NAME, new ScriptedChatModel(languages, wall));
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
    Replies replies(
            LineUp lineUp,
            LlmSettings settings,
            LanguageDetector languages,
            DataSource database,
            Cast cast,
            ReplyStatus status,
            ObjectProvider<Clock> clock) {
        Clock wall = clock.getIfAvailable(Clock::systemDefaultZone);
        ReplyEngine engine = new ReplyEngine(
                lineUp.providers(),
                new TurnMemory(new Exchanges(database), settings.memoryTurns(), settings.memoryTtl(), wall),
                languages,
                ContentFilter.bundled(),
                wall,
                settings.limits());
        return new EngineReplies(engine, cast, status);
    }

    /** Has Ollama load the model, so that the first person does not wait for it. */
    @Bean
    ApplicationListener<ApplicationReadyEvent> loadModel(LineUp lineUp) {
        return ready -> lineUp.providers().stream()
                .filter(OllamaProvider.class::isInstance)
                .map(OllamaProvider.class::cast)
                .forEach(ollama -> Thread.ofVirtual().name("load-model").start(() -> load(ollama)));
    }

    private static void load(OllamaProvider ollama) {
        Optional<String> obstacle = ollama.obstacle();
        if (obstacle.isPresent()) {
            LOG.info(obstacle.get());
            return;
        }
        try {
            ollama.warmUp().join();
            LOG.info("{} is loaded.", ollama.name());
        } catch (CompletionException e) {
            LOG.warn("{} could not be loaded: {}", ollama.name(), e.getMessage());
        }
    }
}
