package dev.vignette.inference.tensorrt;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Runs a build on a thread of its own, with as much stack as a C++ program begins with. Whoever waits is interrupted on its behalf. The end of
 * the process interrupts it as well: TensorRT's library is taken down then, and under a build that went on the process would crash.
 */
final class BuildThread {
    /** Only what is touched of it takes memory. */
    private static final long STACK_BYTES = 16L << 20;

    private static final Set<Thread> UNDER_WAY = ConcurrentHashMap.newKeySet();

    private BuildThread() {}

    /** Returns or throws as {@code work} does. An interruption goes on to the work and is there again afterwards. */
    @SuppressWarnings("CatchingUnchecked") // It is thrown again where it belongs.
    static void run(Runnable work) {
        @Nullable Throwable[] failure = new Throwable[1];
        Thread thread = Thread.ofPlatform()
                .name("tensorrt-build")
                .daemon()
                .stackSize(STACK_BYTES)
                .unstarted(() -> {
                    try {
                        work.run();
                    } catch (Throwable e) {
                        failure[0] = e;
                    }
                });
        UNDER_WAY.add(thread);
        thread.start();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
                thread.interrupt();
            }
        }
        UNDER_WAY.remove(thread);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        switch (failure[0]) {
            case null -> {}
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case Throwable e -> throw new IllegalStateException(e);
        }
    }

    /** Interrupts what is being built and waits until it has ended, at most so long. For the end of the process. */
    static void endAll(Duration most) {
        UNDER_WAY.forEach(Thread::interrupt);
        for (Thread thread : UNDER_WAY) {
            try {
                thread.join(most);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
