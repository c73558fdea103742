package dev.vignette.renderer.avatar;

import dev.vignette.renderer.voice.Speaker;
import dev.vignette.renderer.voice.Timbre;

/**
 * Somebody who can speak in a film.
 *
 * @param id short name for built-in avatars, {@code guest} for a portrait brought with the request
 * @param version changes whenever the same script would look or sound different; a hash for guests
 * @param look what is seen
 * @param speaker what is heard
 */
public record Avatar(AvatarId id, String version, Look look, Speaker speaker) {

    /** Without a voice of their own. */
    public Avatar(AvatarId id, String version, Look look, Timbre timbre) {
        this(id, version, look, Speaker.approximate(id + "-" + version, timbre));
    }

    public Timbre timbre() {
        return speaker.timbre();
    }
}
