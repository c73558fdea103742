package dev.vignette.renderer;

import dev.vignette.media.film.FilmFormat;
import dev.vignette.renderer.avatar.Avatar;
import dev.vignette.renderer.direction.Direction;
import java.time.Duration;

/**
 * One film to be made. Equal jobs give equal films.
 *
 * @param maxDuration the film is never longer; speech beyond it is left out ({@link RenderedClip#shortened()})
 * @param seed all randomness, derived from the clip's key
 * @param direction what the film is asked for beyond the speech
 */
public record RenderJob(
        Script script, Avatar avatar, FilmFormat format, Duration maxDuration, long seed, Direction direction) {
    public RenderJob {
        if (maxDuration.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("A film must be allowed to last at least one second.");
        }
    }

    /** As the avatar usually is. */
    public RenderJob(Script script, Avatar avatar, FilmFormat format, Duration maxDuration, long seed) {
        this(script, avatar, format, maxDuration, seed, avatar.direction());
    }
}
