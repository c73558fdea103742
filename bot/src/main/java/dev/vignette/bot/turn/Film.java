package dev.vignette.bot.turn;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

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
        Map<String, Duration> timings) {}
