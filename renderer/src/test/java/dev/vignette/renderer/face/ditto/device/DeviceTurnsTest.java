package dev.vignette.renderer.face.ditto.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two kinds of work on one device. */
@Timeout(20)
class DeviceTurnsTest {
    private final FakeDevice device = new FakeDevice();
    private final DeviceWatch watch = DeviceWatch.of("fake");
    private final Object ada = new Object();
    private final Object lin = new Object();

    @Test
    void what_makes_work_for_the_others_goes_first_only_where_they_will_run_out_of_it() throws Exception {
        DeviceTurns turns = new DeviceTurns(watch.now());
        FakeDevice making = new FakeDevice();
        // Nothing but a full batch or want of work begins one.
        making.linger = Duration.ofDays(1);
        try (var frames = new BatchServer<>("frames", device, turns, watch, WorkTrace.NONE);
                var motion = new BatchServer<>("motion", making, turns, watch, WorkTrace.NONE)) {
            frames.ask(ada, "first");
            CountDownLatch first = device.begun.take();
            for (int i = 0; i < 12; i++) {
                frames.ask(ada, "frame " + i);
            }
            CompletableFuture<String> window = motion.ask(lin, "window");
            Thread mover = Thread.ofPlatform().start(() -> motion.await(window));
            while (mover.getState() != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait();
            }
            first.countDown();
            // Eight are left for two batches, then four: with fewer than two batches left motion goes first.
            device.ends();
            device.ends();
            making.ends();
            mover.join();
            assertThat(window.join()).isEqualTo("window!");
            device.ends();
        }
        assertThat(making.batches).containsExactly(List.of("window"));
    }

    @Test
    void waiting_for_what_is_under_way_does_not_begin_what_could_be_computed_with_more() throws Exception {
        DeviceTurns turns = new DeviceTurns(watch.now());
        FakeDevice hearing = new FakeDevice();
        // Nothing but a full batch or want of work begins one.
        hearing.linger = Duration.ofDays(1);
        try (var frames = new BatchServer<>("frames", device, turns, watch, WorkTrace.NONE);
                var speech = new BatchServer<>("speech", hearing, turns, watch, WorkTrace.NONE)) {
            List<CompletableFuture<String>> asked = new ArrayList<>();
            for (int i = 1; i <= 4; i++) {
                asked.add(speech.ask(ada, "window " + i));
            }
            asked.add(speech.ask(ada, "window 5"));
            CountDownLatch full = hearing.begun.take();
            Thread hears = Thread.ofPlatform().start(() -> speech.await(asked.getFirst()));
            while (hears.getState() != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait();
            }
            full.countDown();
            hears.join();
            asked.add(speech.ask(ada, "window 6"));
            Thread next = Thread.ofPlatform().start(() -> speech.await(asked.getLast()));
            hearing.ends();
            next.join();
            assertThat(frames.waiting()).isZero();
        }
        assertThat(hearing.batches)
                .containsExactly(
                        List.of("window 1", "window 2", "window 3", "window 4"), List.of("window 5", "window 6"));
    }

    @Test
    void what_nobody_waits_for_gives_way_to_what_the_device_has_to_do() throws Exception {
        DeviceTurns turns = new DeviceTurns(watch.now());
        FakeDevice hearing = new FakeDevice();
        try (var frames = new BatchServer<>("frames", device, turns, watch, WorkTrace.NONE);
                var speech = new BatchServer<>("speech", hearing, turns, watch, WorkTrace.NONE)) {
            frames.ask(ada, "first");
            CountDownLatch first = device.begun.take();
            frames.ask(ada, "second");
            CompletableFuture<String> window = speech.ask(ada, "window");
            first.countDown();
            CountDownLatch second = device.begun.take();
            assertThat(hearing.batches).isEmpty();
            second.countDown();
            hearing.ends();
            assertThat(window.get()).isEqualTo("window!");
        }
    }
}
