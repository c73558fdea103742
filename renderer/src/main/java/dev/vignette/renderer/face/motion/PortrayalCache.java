package dev.vignette.renderer.face.motion;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * Keeps the portrayals used last, which take long to prepare. Two threads that want the same one make it once, the second waits; one whose making
 * failed is not kept. Safe to use from several threads.
 */
public final class PortrayalCache<K, V extends Portrayal> {
    private final int limit;
    private final Map<K, CompletableFuture<V>> values = new LinkedHashMap<>(16, 0.75f, true);

    /** @param limit how many are kept */
    public PortrayalCache(int limit) {
        this.limit = limit;
    }

    /** The portrayal kept under {@code key}, else a new one; throws what {@code maker} throws. */
    public V get(K key, Supplier<V> maker) {
        CompletableFuture<V> mine = new CompletableFuture<>();
        CompletableFuture<V> theirs;
        synchronized (values) {
            theirs = values.putIfAbsent(key, mine);
            trim();
        }
        if (theirs != null) {
            return joined(theirs);
        }
        try {
            mine.complete(maker.get());
        } catch (RuntimeException | Error failure) {
            synchronized (values) {
                values.remove(key, mine);
            }
            mine.completeExceptionally(failure);
        }
        return joined(mine);
    }

    public void clear() {
        synchronized (values) {
            values.clear();
        }
    }

    private void trim() {
        Iterator<?> oldest = values.values().iterator();
        while (values.size() > limit) {
            oldest.next();
            oldest.remove();
        }
    }

    private static <V> V joined(CompletableFuture<V> value) {
        try {
            return value.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw e;
        }
    }
}
