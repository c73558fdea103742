package dev.vignette.bot.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PlatformCapabilitiesTest {
    @Test
    void aFilmFitsByTimeAndByBytes() {
        assertThat(capabilities(10_485_760, 120).longest(200_000)).isEqualTo(Duration.ofSeconds(52));
        assertThat(capabilities(50_000_000, 60).longest(200_000)).isEqualTo(Duration.ofSeconds(60));
        assertThat(capabilities(1, 60).longest(200_000)).isEqualTo(Duration.ofSeconds(1));
    }

    private static PlatformCapabilities capabilities(long bytes, int seconds) {
        return new PlatformCapabilities(true, bytes, Duration.ofSeconds(seconds), false, false, false, false);
    }
}
