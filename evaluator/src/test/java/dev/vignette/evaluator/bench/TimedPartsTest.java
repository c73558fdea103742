package dev.vignette.evaluator.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class TimedPartsTest {
    private static final Duration LONG = Duration.ofMinutes(5);

    private final List<String> said = Collections.synchronizedList(new ArrayList<>());
    private final TimedParts parts = new TimedParts(said::add);

    @Test
    void a_part_that_takes_too_long_is_interrupted_and_the_next_is_made() {
        CountDownLatch never = new CountDownLatch(1);
        assertThat(parts.run("endless", Duration.ofMillis(1), never::await)).isFalse();
        assertThat(said)
                .last()
                .asString()
                .startsWith("   given up after 0 s: endless")
                .doesNotContain("goes on");
        assertThat(parts.run("short", LONG, () -> said.add("made"))).isTrue();
        assertThat(said).contains("-- endless", "-- short", "made");
        assertThat(parts.complete()).isFalse();
    }

    @Test
    void what_fails_is_said() {
        assertThat(parts.run("sound", LONG, () -> {})).isTrue();
        assertThat(parts.complete()).isTrue();
        assertThat(parts.run("broken", LONG, () -> {
                    throw new IllegalStateException("no device");
                }))
                .isFalse();
        assertThat(said).last().isEqualTo("   failed: java.lang.IllegalStateException: no device");
        assertThat(parts.complete()).isFalse();
    }
}
