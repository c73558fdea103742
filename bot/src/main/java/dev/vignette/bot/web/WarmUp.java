package dev.vignette.bot.web;

import dev.vignette.bot.engines.Cast;
import dev.vignette.bot.engines.Engines;
import dev.vignette.bot.settings.Settings;
import dev.vignette.media.film.FilmFormat;
import dev.vignette.renderer.RenderException;
import dev.vignette.renderer.RenderJob;
import dev.vignette.renderer.RenderListener;
import dev.vignette.renderer.Script;
import dev.vignette.renderer.face.Face;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Makes throw-away films when the service has started, so that the first person who asks does not wait for native
 * libraries and for compilation. On a thread of low priority, apart from the render queue.
 */
@Component
class WarmUp {
    private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);
    private static final String[] SENTENCES = {"Good day to you, and welcome.", "One moment, please."};

    private final Engines engines;
    private final Cast cast;
    private final Settings settings;

    WarmUp(Engines engines, Cast cast, Settings settings) {
        this.engines = engines;
        this.cast = cast;
        this.settings = settings;
    }

    @SuppressWarnings("ThreadPriorityCheck") // Nothing depends on it: it only keeps out of the way of people.
    @EventListener(ApplicationReadyEvent.class)
    void begin() {
        if (settings.warmUp()) {
            Thread.ofPlatform()
                    .name("warm-up")
                    .daemon()
                    .priority(Thread.MIN_PRIORITY)
                    .start(this::run);
        }
    }

    private void run() {
        Path film = null;
        try {
            film = Files.createTempFile("vignette-warm-up-", ".mp4");
            Cast.Member somebody = cast.members().getFirst();
            for (String sentence : SENTENCES) {
                Script script = new Script(sentence, somebody.languages().getFirst());
                RenderJob job = new RenderJob(script, somebody.avatar(), FilmFormat.SQUARE, Duration.ofSeconds(5), 1);
                engines.renderer().render(job, film, RenderListener.NONE);
            }
            engines.renderer().faces().forEach(Face::warmUp);
        } catch (RenderException e) {
            LOG.warn("No films can be made yet: {}", e.getMessage());
        } catch (IOException | RuntimeException e) {
            LOG.warn("The warm-up failed", e);
        } finally {
            remove(film);
        }
    }

    private static void remove(@Nullable Path film) {
        try {
            if (film != null) {
                Files.deleteIfExists(film);
            }
        } catch (IOException e) {
            LOG.debug("Left behind: {}", film, e);
        }
    }
}
