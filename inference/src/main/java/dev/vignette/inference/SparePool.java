package dev.vignette.inference;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Things that are slow to make and used by one at a time, such as a device's memory with the runs that are tied to it. As many are
 * kept as were ever in use at a time, and one to spare: it is made in the background when the last is taken, so that whoever comes
 * beside others need not wait for it. Safe for several threads.
 *
 * @param <T> what is kept; may be made by one thread and used by another
 */
public final class SparePool<T extends AutoCloseable> implements AutoCloseable {
    private final Supplier<T> maker;
    private final Executor background;
    private final Deque<T> free = new ArrayDeque<>();
    private boolean making;
    private boolean closed;

    /** @param background starts a task without waiting for it */
    public SparePool(Supplier<T> maker, Executor background) {
        this.maker = maker;
        this.background = background;
    }

    /** With threads that do not keep the process alive. */
    public SparePool(String name, Supplier<T> maker) {
        this(maker, task -> Thread.ofPlatform().daemon().name(name).start(task));
    }

    /**
     * Takes one that is free, or waits for the one that is being made, or makes it. The caller gives it back.
     *
     * @throws IllegalStateException if this is closed
     * @throws InferenceException if the thread is interrupted; what making throws comes through
     */
    public T take() {
        T taken = takeFree();
        return taken != null ? taken : made();
    }

    private synchronized @Nullable T takeFree() {
        try {
            while (free.isEmpty() && making && !closed) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InferenceException("The run was cancelled while it waited for its turn.", e);
        }
        if (closed) {
            throw new IllegalStateException("The pool is closed.");
        }
        T there = free.poll();
        if (there != null) {
            makeSpare();
        }
        return there;
    }

    private T made() {
        T made = maker.get();
        synchronized (this) {
            makeSpare();
        }
        return made;
    }

    /** Takes one back that nobody uses any more. */
    public void give(T taken) {
        synchronized (this) {
            if (!closed) {
                free.push(taken);
                notifyAll();
                return;
            }
        }
        close(taken);
    }

    private void makeSpare() {
        if (free.isEmpty() && !making && !closed) {
            making = true;
            background.execute(this::addSpare);
        }
    }

    private void addSpare() {
        T made = null;
        try {
            made = maker.get();
        } catch (RuntimeException e) {
            // Whoever needs it makes it again, and is told then.
        } finally {
            synchronized (this) {
                making = false;
                if (made != null) {
                    free.push(made);
                }
                notifyAll();
            }
        }
    }

    private void close(T one) {
        try (ResourceStack closing = new ResourceStack()) {
            closing.push(one);
        }
    }

    /** Closes those that are free, after what is being made is there; the others when they are given back. */
    @Override
    public void close() {
        ResourceStack closing = new ResourceStack();
        boolean interrupted = false;
        synchronized (this) {
            closed = true;
            notifyAll();
            while (making) {
                try {
                    wait();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            free.forEach(closing::push);
            free.clear();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        closing.close();
    }
}
