package dev.vignette.inference;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What one owner has opened, one after the other: closed in reverse, each of them whatever the others throw (Python's
 * ExitStack, ECMAScript's DisposableStack). A constructor that opens several things closes it before it throws. For one thread
 * at a time.
 */
public final class ResourceStack implements AutoCloseable {
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    /** Closes {@code resource} with the others, before those that are here already. */
    public <T extends AutoCloseable> T push(T resource) {
        open.push(resource);
        return resource;
    }

    /**
     * Closes everything once. Of several failures the first is thrown and has the others as suppressed ones.
     *
     * @throws IllegalStateException around what is not a {@link RuntimeException}
     */
    @Override
    public void close() {
        RuntimeException failure = null;
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                if (e instanceof InterruptedException) {
                    Thread.currentThread().interrupt();
                }
                RuntimeException unchecked =
                        e instanceof RuntimeException runtime ? runtime : new IllegalStateException(e);
                if (failure == null) {
                    failure = unchecked;
                } else {
                    failure.addSuppressed(unchecked);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
