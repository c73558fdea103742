package dev.vignette.bot.turn;

import dev.vignette.bot.chat.TurnId;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Which turns this node works on right now, so that cancelling can interrupt the work. Safe to use from any thread. */
final class RunningWork {
    private final Map<TurnId, Thread> threads = new HashMap<>();

    /** Runs {@code work} such that {@link #interrupt} reaches it, and only it. */
    <T> T run(TurnId turn, Supplier<T> work) {
        synchronized (threads) {
            threads.put(turn, Thread.currentThread());
        }
        try {
            return work.get();
        } finally {
            boolean mine;
            synchronized (threads) {
                mine = threads.remove(turn, Thread.currentThread());
            }
            // An interrupt that came too late must not hit what this thread does next: its own task's completion.
            if (!mine) {
                Thread.interrupted();
            }
        }
    }

    /** Interrupts the work on {@code turn} if it runs here. */
    void interrupt(TurnId turn) {
        synchronized (threads) {
            Thread thread = threads.remove(turn);
            if (thread != null) {
                thread.interrupt();
            }
        }
    }
}
