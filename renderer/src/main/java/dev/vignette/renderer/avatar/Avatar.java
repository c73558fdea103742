package dev.vignette.renderer.avatar;

import dev.vignette.renderer.direction.Direction;
import dev.vignette.renderer.voice.Speaker;
import dev.vignette.renderer.voice.Timbre;

/**
 * Somebody who can speak in a film.
 *
 * @param id short name for built-in avatars, {@code guest} for a portrait brought with the request
 * @param version changes whenever the same script would look or sound different; a hash for guests
 * @param look what is seen
 * @param speaker what is heard
 * @param direction how their films go unless a film is asked for otherwise; faces follow as much of it as they can
 */
public record Avatar(AvatarId id, String version, Look look, Speaker speaker, Direction direction) {

    /** Without a direction. */
    public Avatar(AvatarId id, String version, Look look, Speaker speaker) {
        this(id, version, look, speaker, Direction.PLAIN);
    }

    /** Without a voice of their own. */
    public Avatar(AvatarId id, String version, Look look, Timbre timbre) {
        this(id, version, look, Speaker.approximate(id + "-" + version, timbre));
    }

    /** The same who usually is otherwise. */
    public Avatar directed(Direction usual) {
        return new Avatar(id, version, look, speaker, usual);
    }

    /** The same with another look. */
    public Avatar seenAs(Look other) {
        return new Avatar(id, version, other, speaker, direction);
    }

    public Timbre timbre() {
        return speaker.timbre();
    }
}
