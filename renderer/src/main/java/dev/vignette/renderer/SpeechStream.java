package dev.vignette.renderer;

import dev.vignette.renderer.voice.Speaker;
import dev.vignette.renderer.voice.SpeechChunk;
import dev.vignette.renderer.voice.SpeechSink;
import dev.vignette.renderer.voice.Voice;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Speech made on a thread of its own while the face is still busy with what came before. A few chunks may wait; then the
 * voice waits. Closing it stops the voice.
 */
final class SpeechStream implements AutoCloseable {
    private static final int CHUNKS_AHEAD = 8;

    private sealed interface Item {
        record Chunk(SpeechChunk chunk) implements Item {}

        record End(@Nullable RuntimeException failure) implements Item {}
    }

    private final BlockingQueue<Item> items = new ArrayBlockingQueue<>(CHUNKS_AHEAD);
    private final Thread thread;
    private volatile long busyNanos;
    private long waitedNanos;

    SpeechStream(Voice voice, Script script, Speaker speaker, long seed) {
        thread = Thread.ofVirtual().name("voice-", 0).start(() -> {
            long[] waited = {0};
            long start = System.nanoTime();
            RuntimeException failure = null;
            try {
                voice.speak(script, speaker, seed, chunk -> {
                    long before = System.nanoTime();
                    put(new Item.Chunk(chunk));
                    waited[0] += System.nanoTime() - before;
                });
            } catch (RuntimeException e) {
                failure = e;
            } catch (Error e) {
                failure = new RenderException(
                        RenderException.Reason.ENGINE_FAILED, "The voice engine broke: " + e.getMessage(), e);
            }
            busyNanos = System.nanoTime() - start - waited[0];
            try {
                put(new Item.End(failure));
            } catch (RenderException cancelled) {
                // Nobody reads any more.
            }
        });
    }

    private void put(Item item) {
        try {
            items.put(item);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw cancelled();
        }
    }

    /**
     * Hands every chunk on in the calling thread until the speech ends.
     *
     * @throws RenderException if the voice fails or this thread is interrupted
     */
    void forEach(SpeechSink sink) {
        while (true) {
            Item item;
            long asked = System.nanoTime();
            try {
                item = items.take();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw cancelled();
            }
            waitedNanos += System.nanoTime() - asked;
            switch (item) {
                case Item.Chunk(var chunk) -> sink.accept(chunk);
                case Item.End(var failure) -> {
                    if (failure != null) {
                        throw failure;
                    }
                    return;
                }
            }
        }
    }

    /** Time the voice worked, without waiting; complete once {@link #forEach} has returned. */
    Duration busy() {
        return Duration.ofNanos(busyNanos);
    }

    /** Time the reader waited for speech. */
    Duration waited() {
        return Duration.ofNanos(waitedNanos);
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    static RenderException cancelled() {
        return new RenderException(RenderException.Reason.CANCELLED, "The film was cancelled.");
    }
}
