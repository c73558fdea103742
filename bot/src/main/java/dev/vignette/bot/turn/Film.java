package dev.vignette.bot.turn;

import java.net.URI;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A film, made or found.
 *
 * @param clip id in the clip library
 * @param location where the node can read it and the page can play it; may be relative to the service
 * @param duration of the speech in it
 * @param cached whether it was there already
 * @param engines what made it, by stage: {@code voice=espeak}, {@code face=sketch}, …
 * @param timings what each stage took, in the order of the stages; empty if cached
 */
public record Film(
        String clip,
        URI location,
        Duration duration,
        boolean cached,
        Map<String, String> engines,
        Map<String, Duration> timings) {
    /**
     * How long engines have worked for it; zero if it was there already. The stages overlap, so it is the slowest of them; waiting
     * is not work.
     */
    public Duration work() {
        return cached
                ? Duration.ZERO
                : Stream.of("voice", "face", "film")
                        .map(stage -> timings.getOrDefault(stage, Duration.ZERO))
                        .max(Comparator.naturalOrder())
                        .orElse(Duration.ZERO);
    }
}
