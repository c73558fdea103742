package dev.vignette.inference.tensorrt;

import dev.vignette.inference.InferenceException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The execution contexts of a network: made when they are needed, as many as may be under way, and kept. */
final class ContextPool implements AutoCloseable {
    private final Supplier<TrtContext> maker;
    private final Semaphore room;
    private final Deque<TrtContext> idle = new ArrayDeque<>();

    ContextPool(int size, Supplier<TrtContext> maker) {
        this.maker = maker;
        this.room = new Semaphore(size);
    }

    /** Waits until there is one. The caller gives it back. */
    TrtContext take() {
        try {
            room.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InferenceException("The run was cancelled while it waited for its turn.", e);
        }
        try {
            @Nullable TrtContext there;
            synchronized (idle) {
                there = idle.poll();
            }
            return there != null ? there : maker.get();
        } catch (RuntimeException | Error e) {
            room.release();
            throw e;
        }
    }

    void give(TrtContext context) {
        synchronized (idle) {
            idle.push(context);
        }
        room.release();
    }

    /** Frees all; none may be out. */
    @Override
    public void close() {
        synchronized (idle) {
            idle.forEach(TrtContext::close);
            idle.clear();
        }
    }
}
