package dev.vignette.renderer.face.ditto.device;

import dev.vignette.inference.InferenceException;
import dev.vignette.renderer.RenderException;
import dev.vignette.renderer.RenderException.Reason;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Waits for a device, but not forever. Work on a GPU that never ends cannot be called off: once some has taken far longer than any does,
 * the device counts as lost for this process, whoever waits is told so, and nothing more is asked of it. Safe to use from any thread.
 */
final class DeviceWatch {
    /** Far more than anything takes, even where other programs use the device as well. */
    static final Duration PATIENCE = Duration.ofSeconds(20);

    /** For a beginning: nothing is under way. */
    static final long NOTHING = Long.MAX_VALUE;

    private static final Duration LOOK = Duration.ofMillis(250);

    private final String device;
    private final Duration patience;
    private final Duration look;
    private final LongSupplier nanos;
    private volatile @Nullable String lost;

    /**
     * @param device its name, for people
     * @param patience how long a piece of work may take
     * @param look how often whoever waits looks at the clock
     * @param nanos a clock
     */
    DeviceWatch(String device, Duration patience, Duration look, LongSupplier nanos) {
        this.device = device;
        this.patience = patience;
        this.look = look;
        this.nanos = nanos;
    }

    static DeviceWatch of(String device) {
        return new DeviceWatch(device, PATIENCE, LOOK, System::nanoTime);
    }

    long now() {
        return nanos.getAsLong();
    }

    /** What is wrong with the device, in a sentence; empty while it answers. */
    Optional<String> lost() {
        return Optional.ofNullable(lost);
    }

    /** @throws InferenceException if the device is lost */
    void requireAnswering() {
        String wrong = lost;
        if (wrong != null) {
            throw new InferenceException(wrong);
        }
    }

    /** How often whoever waits looks at the clock. */
    Duration look() {
        return look;
    }

    /**
     * The device is lost if what was begun then has taken too long.
     *
     * @param work that was begun, for people
     * @param begun when, or {@link #NOTHING}
     * @throws InferenceException if the device is lost
     */
    void judge(String work, long begun) {
        requireAnswering();
        if (begun != NOTHING && now() - begun > patience.toNanos()) {
            String wrong = "The GPU " + device + " has not answered for " + patience.toSeconds() + " s (" + work
                    + "). Start the service again to use it.";
            lost = wrong;
            throw new InferenceException(wrong);
        }
    }

    /**
     * Waits for an answer.
     *
     * @param work for people
     * @param begun when the work that is under way was begun, or {@link #NOTHING}
     * @throws RenderException {@code CANCELLED} if the thread is interrupted, which stays so
     * @throws InferenceException if the device is lost
     */
    <T> T await(Future<T> answer, String work, LongSupplier begun) {
        try {
            while (true) {
                try {
                    return answer.get(look.toNanos(), TimeUnit.NANOSECONDS);
                } catch (TimeoutException e) {
                    judge(work, begun.getAsLong());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RenderException(Reason.CANCELLED, "The film was cancelled.", e);
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        }
    }

    /**
     * Does what waits for the device by itself, on another thread. An interrupt is heard afterwards: what was made has to be in somebody's
     * hands.
     *
     * @param work for people
     * @throws InferenceException if the device is lost; the work then is left to itself
     */
    @SuppressWarnings("CatchingUnchecked") // Whoever asked has to hear of it, whatever it is.
    <T> T call(String work, Supplier<T> what) {
        requireAnswering();
        CompletableFuture<T> done = new CompletableFuture<>();
        long begun = now();
        Thread working = Thread.ofPlatform().daemon().name("ditto-device-call").unstarted(() -> {
            try {
                done.complete(what.get());
            } catch (Throwable failure) {
                done.completeExceptionally(failure);
            }
        });
        working.start();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return done.get(look.toNanos(), TimeUnit.NANOSECONDS);
                } catch (TimeoutException e) {
                    judge(work, begun);
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    throw failure(e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    static RuntimeException failure(@Nullable Throwable cause) {
        return switch (cause) {
            case RuntimeException failure -> failure;
            case Error error -> throw error;
            case null, default -> new IllegalStateException(cause);
        };
    }
}
