package dev.vignette.bot.reply;

import dev.vignette.conversation.reply.OllamaProvider;
import dev.vignette.conversation.reply.Question;
import dev.vignette.conversation.reply.ReplyEngine;
import dev.vignette.conversation.reply.ReplyListener;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Spares the first person the waiting: has Ollama load its model, and takes one question in each language through
 * everything but a language model, so that rules and word lists are loaded and compiled.
 */
final class ReplyWarmUp {
    private static final Logger LOG = LoggerFactory.getLogger(ReplyWarmUp.class);
    private static final List<String> QUESTIONS =
            List.of("Hello, what can you do for me today?", "Hola, ¿qué puedes hacer por mí hoy?", "你好，你今天能帮我做什么？");

    private final ReplyEngine smallTalk;
    private final List<OllamaProvider> models;

    /** @param smallTalk an engine that has nothing but the scripted small talk */
    ReplyWarmUp(ReplyEngine smallTalk, List<OllamaProvider> models) {
        this.smallTalk = smallTalk;
        this.models = models;
    }

    void begin() {
        models.forEach(model -> Thread.ofVirtual().name("load-model").start(() -> load(model)));
        Thread.ofVirtual()
                .name("warm-up-replies")
                .start(() -> QUESTIONS.forEach(text ->
                        smallTalk.answer(Question.of("web/warm-up", text, "You are nobody."), ReplyListener.NONE)));
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
