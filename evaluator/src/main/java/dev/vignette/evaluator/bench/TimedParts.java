package dev.vignette.evaluator.bench;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;

/**
 * Parts of a measurement, each with a time of its own: one that takes longer is interrupted, and the next is made all the same. Used by
 * one thread; parts run on others, one after another.
 */
final class TimedParts {
    /** What is interrupted may still have to wait for a device. */
    private static final Duration TO_END = Duration.ofSeconds(5);

    private final Consumer<String> said;
    private boolean complete = true;

    /** @param said gets when each part began and what went wrong */
    TimedParts(Consumer<String> said) {
        this.said = said;
    }

    /** A part's work, which ends when it is interrupted. */
    interface Part {
        void run() throws Exception;
    }

    /** Whether all parts so far came to their ends. */
    boolean complete() {
        return complete;
    }

    /** @return whether it came to its end */
    boolean run(String name, Duration longest, Part part) {
        boolean ended = attempt(name, longest, part);
        complete &= ended;
        return ended;
    }

    @SuppressWarnings("CatchingUnchecked") // The next part is measured whatever happened to this one.
    private boolean attempt(String name, Duration longest, Part part) {
        said.accept("-- " + name);
        String[] failure = {null};
        FutureTask<Boolean> task = new FutureTask<>((Callable<Boolean>) () -> {
            try {
                part.run();
                return true;
            } catch (Exception | LinkageError e) {
                failure[0] = String.valueOf(e);
                return false;
            }
        });
        Thread working = Thread.ofPlatform().daemon().name(name).start(task);
        long begun = System.nanoTime();
        try {
            if (!working.join(longest)) {
                working.interrupt();
                boolean ended = working.join(TO_END);
                said.accept(
                        "   given up after " + longest.toSeconds() + " s: " + name + (ended ? "" : ", and goes on"));
                return false;
            }
            if (failure[0] != null) {
                said.accept("   failed: " + failure[0]);
                return false;
            }
            said.accept(String.format(Locale.ROOT, "   in %.1f s", (System.nanoTime() - begun) * 1e-9));
            return true;
        } catch (InterruptedException e) {
            working.interrupt();
            Thread.currentThread().interrupt();
            said.accept("   interrupted: " + name);
            return false;
        }
    }
}
