package dev.vignette.renderer.face.motion;

import dev.vignette.media.film.Frame;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One frame to be painted, once, by whoever comes first: a thread of the executor or the one that waits for it. */
final class PaintJob implements Runnable {
    private final Brush brush;
    private final Expression expression;
    private final Frame frame;
    private final AtomicBoolean claimed = new AtomicBoolean();
    private final CountDownLatch over = new CountDownLatch(1);
    private @Nullable Throwable failure;

    PaintJob(Brush brush, Expression expression, Frame frame) {
        this.brush = brush;
        this.expression = expression;
        this.frame = frame;
    }

    @Override
    @SuppressWarnings("CatchingUnchecked") // Whatever it is, the thread that waits must hear of it.
    public void run() {
        if (claimed.compareAndSet(false, true)) {
            try {
                brush.painter().paint(expression, frame);
            } catch (Throwable thrown) {
                failure = thrown;
            } finally {
                over.countDown();
            }
        }
    }

    /**
     * The frame, painted; paints it here if no other thread has begun, so that a busy or stopped executor costs time and
     * never a deadlock.
     */
    Frame painted() throws InterruptedException {
        run();
        over.await();
        switch (failure) {
            case null -> {
                return frame;
            }
            case RuntimeException exception -> throw exception;
            case Error error -> throw error;
            case Throwable other -> throw new IllegalStateException("A painter failed", other);
        }
    }

    /** After this nothing paints any more; waits if somebody does. */
    void abandon() {
        if (claimed.compareAndSet(false, true)) {
            return;
        }
        boolean interrupted = false;
        while (true) {
            try {
                over.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
