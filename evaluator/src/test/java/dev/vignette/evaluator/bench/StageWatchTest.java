package dev.vignette.evaluator.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class StageWatchTest {
    private final AtomicLong seconds = new AtomicLong();
    private final List<String> said = new ArrayList<>();

    @Test
    void itSaysWhereThingsStandAndOnceWhatEveryThreadDoes() {
        try (var watch = new StageWatch(Duration.ofSeconds(8), () -> seconds.get() * 1_000_000_000, said::add)) {
            watch.at("film 3, frame 80");
            seconds.set(5);
            watch.look();
            assertThat(said).containsExactly("   at: film 3, frame 80, 5 s ago");
            seconds.set(9);
            watch.look();
            assertThat(said).contains("   nothing happens; what the threads do:");
            assertThat(said)
                    .anySatisfy(line -> assertThat(line)
                            .contains("\"" + Thread.currentThread().getName() + "\"")
                            .contains(StageWatchTest.class.getName()));
            said.clear();
            watch.look();
            assertThat(said).hasSize(1);
            watch.at("film 3, frame 81");
            said.clear();
            seconds.set(20);
            watch.look();
            assertThat(said).as("it moved and stands still again").hasSizeGreaterThan(2);
        }
    }
}
