package dev.vignette.renderer.face.ditto.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vignette.inference.InferenceException;
import dev.vignette.renderer.RenderException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class BatchServerTest {
    private final FakeDevice device = new FakeDevice();
    /** A clock that goes on by a second whenever somebody looks. */
    private final AtomicLong seconds = new AtomicLong();

    private DeviceWatch watch = DeviceWatch.of("fake");
    private final Object ada = new Object();
    private final Object lin = new Object();

    @AfterEach
    void nobodyIsInterrupted() {
        assertThat(Thread.interrupted()).isFalse();
    }

    private BatchServer<String, String> server() {
        return new BatchServer<>("frames", device, new DeviceTurns(watch.now()), watch, WorkTrace.NONE);
    }

    private DeviceWatch impatient() {
        return new DeviceWatch(
                "fake", Duration.ofSeconds(5), Duration.ofMillis(1), () -> seconds.incrementAndGet() * 1_000_000_000);
    }

    @Test
    void a_full_device_fails_the_questions_it_was_for_and_the_next_go_on() throws Exception {
        try (var server = server()) {
            device.full = true;
            CompletableFuture<String> refused = server.ask(ada, "one");
            assertThatThrownBy(() -> server.await(refused))
                    .isInstanceOf(InferenceException.class)
                    .hasMessage(FakeDevice.FULL);
            device.full = false;
            CompletableFuture<String> next = server.ask(ada, "two");
            device.ends();
            assertThat(server.await(next)).isEqualTo("two!");
        }
        assertThat(device.closed).isTrue();
    }

    @Test
    void what_waits_meanwhile_is_computed_together_the_films_in_turn_and_what_nobody_wants_is_left_out()
            throws Exception {
        try (var server = server()) {
            server.ask(ada, "first");
            CountDownLatch first = device.begun.take();
            CompletableFuture<String> dropped = server.ask(ada, "dropped");
            dropped.cancel(false);
            List<CompletableFuture<String>> wanted = new ArrayList<>();
            for (int i = 1; i <= 5; i++) {
                wanted.add(server.ask(ada, "ada " + i));
            }
            wanted.add(server.ask(lin, "lin 1"));
            wanted.add(server.ask(lin, "lin 2"));
            assertThat(device.batches).as("one batch at a time").hasSize(1);
            first.countDown();
            device.ends();
            device.ends();
            for (CompletableFuture<String> one : wanted) {
                assertThat(server.await(one)).endsWith("!");
            }
        }
        assertThat(device.batches)
                .containsExactly(
                        List.of("first"),
                        List.of("ada 1", "lin 1", "ada 2", "lin 2"),
                        List.of("ada 3", "ada 4", "ada 5"));
    }

    @Test
    void an_idle_device_waits_for_a_full_batch_but_not_for_long() throws Exception {
        // Nothing but the fourth question ends this.
        device.linger = Duration.ofDays(1);
        try (var server = server()) {
            List<CompletableFuture<String>> asked = new ArrayList<>();
            for (int i = 1; i <= 4; i++) {
                asked.add(server.ask(ada, "ada " + i));
            }
            device.ends();
            for (CompletableFuture<String> one : asked) {
                assertThat(server.await(one)).endsWith("!");
            }
            device.linger = Duration.ofMillis(1);
            CompletableFuture<String> alone = server.ask(ada, "alone");
            device.ends();
            assertThat(server.await(alone)).isEqualTo("alone!");
        }
        assertThat(device.batches).containsExactly(List.of("ada 1", "ada 2", "ada 3", "ada 4"), List.of("alone"));
    }

    @Test
    void settling_waits_for_what_is_under_way_and_for_nothing_else() throws Exception {
        try (var server = server()) {
            server.settle();
            server.ask(ada, "one");
            CountDownLatch one = device.begun.take();
            CountDownLatch settled = new CountDownLatch(1);
            Thread settling = Thread.ofPlatform().start(() -> {
                server.settle();
                settled.countDown();
            });
            assertThat(settled.getCount()).isOne();
            one.countDown();
            settling.join();
            assertThat(settled.getCount()).isZero();
        }
    }

    @Test
    void closing_cancels_what_waits_and_what_comes_later() throws Exception {
        var server = server();
        CompletableFuture<String> underWay = server.ask(ada, "one");
        CountDownLatch one = device.begun.take();
        CompletableFuture<String> waiting = server.ask(ada, "two");
        Thread closing = Thread.ofPlatform().start(server::close);
        assertThatThrownBy(() -> server.await(waiting))
                .isInstanceOfSatisfying(
                        RenderException.class, e -> assertThat(e.reason()).isEqualTo(RenderException.Reason.CANCELLED));
        // The device finishes what it has begun, however long that takes.
        one.countDown();
        closing.join();
        assertThat(underWay.join()).isEqualTo("one!");
        assertThatThrownBy(() -> server.await(server.ask(ada, "late"))).isInstanceOf(RenderException.class);
    }

    @Test
    void a_device_that_never_answers_is_lost_and_everybody_is_told_at_once() throws Exception {
        watch = impatient();
        var server = server();
        CompletableFuture<String> never = server.ask(ada, "one");
        CountDownLatch stuck = device.begun.take();
        String sentence = "The GPU fake has not answered for 5 s (frames). Start the service again to use it.";
        assertThatThrownBy(() -> server.await(never))
                .isInstanceOf(InferenceException.class)
                .hasMessage(sentence);
        assertThat(watch.lost()).contains(sentence);
        assertThatThrownBy(() -> server.ask(lin, "two")).hasMessage(sentence);
        assertThatThrownBy(server::settle).hasMessage(sentence);
        assertThatThrownBy(() -> watch.call("a picture", () -> "made")).hasMessage(sentence);
        server.close();
        assertThat(device.closed).as("what a lost device uses is not freed").isFalse();
        stuck.countDown();
    }

    @Test
    void time_in_which_nothing_is_under_way_does_not_count() throws Exception {
        watch = impatient();
        try (var server = server()) {
            CompletableFuture<String> nobody = new CompletableFuture<>();
            Thread waiter = Thread.ofPlatform().start(() -> server.await(nobody));
            long until = seconds.get() + 100;
            while (seconds.get() < until) {
                watch.now();
            }
            nobody.complete("done");
            waiter.join();
            assertThat(watch.lost()).isEmpty();
        }
    }

    @Test
    void an_interrupt_cancels_who_waits() throws Exception {
        try (var server = server()) {
            CompletableFuture<String> asked = server.ask(ada, "one");
            CountDownLatch one = device.begun.take();
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> server.await(asked)).isInstanceOf(RenderException.class);
            assertThat(Thread.interrupted()).isTrue();
            one.countDown();
        }
    }
}
