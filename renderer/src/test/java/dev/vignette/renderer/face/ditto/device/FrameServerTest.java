package dev.vignette.renderer.face.ditto.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vignette.inference.InferenceException;
import dev.vignette.media.film.Frame;
import dev.vignette.renderer.RenderException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class FrameServerTest {
    private static final String FULL = "The GPU's memory is full: use a smaller batch.";

    private record Asked(CompletableFuture<Frame> frame) implements FrameRenderer.Job {
        Asked() {
            this(new CompletableFuture<>());
        }
    }

    /** A device of four places that can be made to wait and to be full. */
    private static final class FakeDevice implements FrameRenderer<Asked> {
        private final CountDownLatch begun = new CountDownLatch(1);
        private final CountDownLatch goOn = new CountDownLatch(1);
        private final List<Integer> batches = new ArrayList<>();
        private volatile boolean full;
        private volatile boolean closed;

        @Override
        public int most() {
            return 4;
        }

        @Override
        public int share(int waiting) {
            return Math.min(3, waiting);
        }

        @Override
        public List<Frame> render(List<Asked> jobs) {
            begun.countDown();
            await(goOn);
            batches.add(jobs.size());
            if (full) {
                throw new InferenceException(FULL);
            }
            return jobs.stream().map(job -> Frame.allocate(2, 2)).toList();
        }

        @Override
        public void settle() {}

        @Override
        public void close() {
            closed = true;
        }
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

    private final FakeDevice device = new FakeDevice();

    @Test
    void a_full_device_fails_the_frames_it_was_for_and_the_next_go_on() throws Exception {
        device.goOn.countDown();
        try (var server = new FrameServer<>(device)) {
            device.full = true;
            Asked refused = new Asked();
            server.submit(refused);
            assertThatThrownBy(() -> refused.frame().get(10, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .cause()
                    .isInstanceOf(InferenceException.class)
                    .hasMessage(FULL);
            device.full = false;
            Asked next = new Asked();
            server.submit(next);
            assertThat(next.frame().get(10, TimeUnit.SECONDS)).isNotNull();
        }
        assertThat(device.closed).isTrue();
    }

    @Test
    void what_waits_meanwhile_is_rendered_together_and_what_nobody_wants_is_left_out() throws Exception {
        try (var server = new FrameServer<>(device)) {
            server.submit(new Asked());
            device.begun.await();
            Asked dropped = new Asked();
            dropped.frame().cancel(false);
            server.submit(dropped);
            List<Asked> wanted = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                wanted.add(new Asked());
                server.submit(wanted.getLast());
            }
            device.goOn.countDown();
            for (Asked one : wanted) {
                assertThat(one.frame().get(10, TimeUnit.SECONDS)).isNotNull();
            }
        }
        // Four are taken from the queue at a time, one of which was dropped, and three fit.
        assertThat(device.batches).containsExactly(1, 3, 2);
    }

    @Test
    void closing_cancels_what_waits_and_what_comes_later() throws Exception {
        var server = new FrameServer<>(device);
        Asked underWay = new Asked();
        server.submit(underWay);
        device.begun.await();
        Asked waiting = new Asked();
        server.submit(waiting);
        Thread closing = Thread.ofPlatform().start(server::close);
        // The device finishes what it has begun, however long that takes.
        device.goOn.countDown();
        closing.join();
        Asked late = new Asked();
        server.submit(late);
        assertThat(underWay.frame().get(10, TimeUnit.SECONDS)).isNotNull();
        assertThatThrownBy(() -> late.frame().get(10, TimeUnit.SECONDS))
                .cause()
                .isInstanceOfSatisfying(
                        RenderException.class, e -> assertThat(e.reason()).isEqualTo(RenderException.Reason.CANCELLED));
        assertThat(waiting.frame()).isDone();
    }
}
