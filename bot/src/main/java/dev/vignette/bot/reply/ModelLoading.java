package dev.vignette.bot.reply;

import dev.vignette.conversation.reply.OllamaProvider;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Spares the first person the waiting: has Ollama load its model. */
final class ModelLoading {
    private static final Logger LOG = LoggerFactory.getLogger(ModelLoading.class);

    private final List<OllamaProvider> models;

    ModelLoading(List<OllamaProvider> models) {
        this.models = models;
    }

    void begin() {
        models.forEach(model -> Thread.ofVirtual().name("load-model").start(() -> load(model)));
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
