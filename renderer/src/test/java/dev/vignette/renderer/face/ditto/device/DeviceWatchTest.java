package dev.vignette.renderer.face.ditto.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vignette.inference.InferenceException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class DeviceWatchTest {
    private static final String FULL = "The GPU's memory is full: use a smaller batch.";

    @Test
    void a_call_that_never_returns_is_given_up() {
        AtomicLong seconds = new AtomicLong();
        // Its clock goes on by a second whenever somebody looks.
        DeviceWatch watch = new DeviceWatch(
                "fake", Duration.ofSeconds(5), Duration.ofMillis(1), () -> seconds.incrementAndGet() * 1_000_000_000);
        CompletableFuture<String> stuck = new CompletableFuture<>();
        assertThatThrownBy(() -> watch.call("a picture", stuck::join))
                .hasMessageContaining("has not answered for 5 s (a picture)");
        stuck.complete("late");
    }

    @Test
    void a_call_gives_what_it_makes_or_throws_what_it_throws() {
        DeviceWatch watch = DeviceWatch.of("fake");
        assertThat(watch.<String>call("a picture", () -> "made")).isEqualTo("made");
        assertThatThrownBy(() -> watch.call("a picture", () -> {
                    throw new InferenceException(FULL);
                }))
                .isInstanceOf(InferenceException.class)
                .hasMessage(FULL);
    }
}
