package dev.vignette.renderer.face.ditto.device;

import dev.vignette.inference.InferenceException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;

/** A device of four places whose batches are done when the test says so. */
final class FakeDevice implements BatchRunner<String, String> {
    static final String FULL = "The GPU's memory is full: use a smaller batch.";

    final LinkedBlockingQueue<CountDownLatch> begun = new LinkedBlockingQueue<>();
    final List<List<String>> batches = Collections.synchronizedList(new ArrayList<>());
    volatile Duration linger = Duration.ZERO;
    volatile boolean full;
    volatile boolean closed;

    @Override
    public int most() {
        return 4;
    }

    @Override
    public int share(int waiting) {
        return Math.min(4, waiting);
    }

    @Override
    public Duration linger() {
        return linger;
    }

    @Override
    public Begun<String> begin(List<String> asked) {
        if (full) {
            throw new InferenceException(FULL);
        }
        CountDownLatch done = new CountDownLatch(1);
        batches.add(asked);
        begun.add(done);
        return new Begun<>() {
            @Override
            public void computed() {
                await(done);
            }

            @Override
            public List<String> answers() {
                return asked.stream().map(question -> question + "!").toList();
            }
        };
    }

    /** Lets the batch that was begun first end. */
    void ends() throws InterruptedException {
        begun.take().countDown();
    }

    @Override
    public void close() {
        closed = true;
    }

    /** A device does not hear an interrupt. */
    private static void await(CountDownLatch latch) {
        boolean interrupted = false;
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
