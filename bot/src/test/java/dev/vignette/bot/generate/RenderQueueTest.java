package dev.vignette.bot.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RenderQueueTest {
    private final CountDownLatch gate = new CountDownLatch(1);
    private final CountDownLatch begun = new CountDownLatch(1);

    private FutureTask<Integer> blocking() {
        return new FutureTask<>(() -> {
            begun.countDown();
            gate.await();
            return 1;
        });
    }

    @Test
    void refusesWhenNothingMoreMayWaitAndForgetsTheCancelled() throws Exception {
        try (RenderQueue queue = new RenderQueue(1, 1)) {
            queue.execute(blocking());
            begun.await();
            FutureTask<Integer> waiting = blocking();
            queue.execute(waiting);
            assertThat(queue.running()).isEqualTo(1);
            assertThat(queue.waiting()).isEqualTo(1);
            assertThatThrownBy(() -> queue.execute(blocking()))
                    .isInstanceOfSatisfying(
                            QueueFullException.class,
                            full -> assertThat(full.retryAfter()).isPositive());
            waiting.cancel(true);
            FutureTask<Integer> next = blocking();
            queue.execute(next); // in the place of the one that was cancelled
            gate.countDown();
            assertThat(next.get()).isEqualTo(1);
        }
    }

    @Test
    void estimatesFromHowLongFilmsTook() throws Exception {
        AtomicLong now = new AtomicLong();
        try (RenderQueue queue = new RenderQueue(1, 1, now::get)) {
            for (int i = 0; i < 30; i++) {
                FutureTask<?> slow = new FutureTask<>(() -> now.addAndGet(40_000_000_000L), null);
                queue.execute(slow);
                slow.get();
            }
            queue.execute(blocking());
            begun.await();
            queue.execute(blocking());
            assertThatThrownBy(() -> queue.execute(blocking()))
                    .isInstanceOfSatisfying(
                            QueueFullException.class,
                            full -> assertThat(full.retryAfter().toSeconds()).isBetween(10L, 40L));
            gate.countDown();
        }
    }

    @Test
    void tellsThoseWhoWaitThatTheServiceEnds() throws Exception {
        RenderQueue queue = new RenderQueue(1, 5);
        FutureTask<Integer> stuck = blocking();
        FutureTask<Integer> waiting = blocking();
        queue.execute(stuck);
        begun.await();
        queue.execute(waiting);
        Thread.currentThread().interrupt(); // no patience with work under way
        queue.close();
        assertThat(Thread.interrupted()).isTrue();
        assertThatThrownBy(waiting::get).isInstanceOf(CancellationException.class);
        assertThatThrownBy(stuck::get).hasCauseInstanceOf(InterruptedException.class);
    }
}
