package dev.vignette.bot.turn;

import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The failures that a double is to answer with, one after the other, to calls about a given text. */
final class FailurePlan {
    private final Map<String, Queue<Supplier<? extends RuntimeException>>> failures = new ConcurrentHashMap<>();

    /** The next {@code times} calls whose text contains {@code text} fail. */
    void fail(String text, int times, Supplier<? extends RuntimeException> failure) {
        Queue<Supplier<? extends RuntimeException>> queue = failures.computeIfAbsent(text, key -> new ArrayDeque<>());
        for (int i = 0; i < times; i++) {
            queue.add(failure);
        }
    }

    void check(String called) {
        failures.forEach((text, queue) -> {
            Supplier<? extends RuntimeException> failure = called.contains(text) ? poll(queue) : null;
            if (failure != null) {
                throw failure.get();
            }
        });
    }

    private static @org.jspecify.annotations.Nullable Supplier<? extends RuntimeException> poll(
            Queue<Supplier<? extends RuntimeException>> queue) {
        synchronized (queue) {
            return queue.poll();
        }
    }
}
