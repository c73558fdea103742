package dev.vignette.bot.chat;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;

/** Runs each task on a thread of its own; while it holds, tasks wait, as when the database hangs. */
public final class HoldableExecutor implements Executor {
    private final Runnable changed;
    private final Queue<Runnable> held = new ArrayDeque<>();
    private boolean holding;

    /** @param changed is told when a task begins to wait */
    public HoldableExecutor(Runnable changed) {
        this.changed = changed;
    }

    @Override
    public void execute(Runnable task) {
        synchronized (this) {
            if (holding) {
                held.add(task);
                changed.run();
                return;
            }
        }
        Thread.ofVirtual().start(task);
    }

    public synchronized void hold() {
        holding = true;
    }

    public synchronized boolean holdsTask() {
        return !held.isEmpty();
    }

    public synchronized void release() {
        holding = false;
        held.forEach(task -> Thread.ofVirtual().start(task));
        held.clear();
    }
}
