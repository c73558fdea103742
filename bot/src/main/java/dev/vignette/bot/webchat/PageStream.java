package dev.vignette.bot.webchat;

import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * One open page. Events pass through a short queue to a thread of the page's own, so that a page that reads slowly holds up
 * nobody; one that falls too far behind is cut off and resumes when it reconnects.
 */
final class PageStream {
    private static final int BEHIND = 1000;
    /** A sign of life, which keeps proxies from closing the connection and finds out pages that have gone. */
    private static final int HEARTBEAT_SECONDS = 15;

    /** How long a page is to wait before it reconnects. */
    private static final long RETRY_MILLIS = 1000;

    private final SseEmitter emitter = new SseEmitter(0L);
    private final BlockingQueue<PageEvent> events = new LinkedBlockingQueue<>(BEHIND);
    private final Consumer<PageStream> whenGone;
    private volatile boolean closed;
    private volatile @Nullable Thread thread;

    PageStream(Consumer<PageStream> whenGone) {
        this.whenGone = whenGone;
    }

    SseEmitter start() {
        emitter.onError(error -> close());
        emitter.onTimeout(this::close);
        thread = Thread.ofVirtual().name("page-", 0).start(this::carry);
        return emitter;
    }

    /** Never waits. */
    void send(PageEvent event) {
        if (!events.offer(event)) {
            close();
        }
    }

    void close() {
        closed = true;
        Thread carrying = thread;
        if (carrying != null) {
            carrying.interrupt();
        }
    }

    private void carry() {
        try {
            emitter.send(SseEmitter.event().reconnectTime(RETRY_MILLIS).comment("welcome"));
            while (!closed) {
                PageEvent event = events.poll(HEARTBEAT_SECONDS, TimeUnit.SECONDS);
                if (event == null) {
                    emitter.send(SseEmitter.event().comment("still here"));
                } else {
                    emitter.send(SseEmitter.event()
                            .id(event.id())
                            .name(event.name())
                            .data(event.json(), MediaType.TEXT_PLAIN));
                }
            }
        } catch (IOException | IllegalStateException e) {
            // The page has gone.
        } catch (InterruptedException e) {
            // Closed from outside.
        } finally {
            whenGone.accept(this);
            emitter.complete();
        }
    }
}
