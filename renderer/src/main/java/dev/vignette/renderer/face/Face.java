package dev.vignette.renderer.face;

import dev.vignette.media.film.FilmFormat;
import dev.vignette.renderer.EngineName;
import dev.vignette.renderer.RenderException;
import dev.vignette.renderer.avatar.Avatar;
import dev.vignette.renderer.direction.Direction;

/** Shows someone speaking. Implementations are safe to use from several threads at once. */
public interface Face extends AutoCloseable {

    EngineName engine();

    FaceCapabilities capabilities();

    /** Whether this engine can show {@code avatar} at all (a rig needs a drawing, a warp a photograph). */
    boolean shows(Avatar avatar);

    /**
     * Begins one film. The same arguments and the same speech give the same pixels.
     *
     * @param seed all randomness of this film: blinks, gaze, sway
     * @param direction of which the face follows what its {@linkplain FaceCapabilities#directions() capabilities} name
     * @throws RenderException if the portrait cannot be used
     */
    Performance perform(Avatar avatar, FilmFormat format, long seed, Direction direction);

    /** Begins a film in which nothing but speech is asked for. */
    default Performance perform(Avatar avatar, FilmFormat format, long seed) {
        return perform(avatar, format, seed, Direction.PLAIN);
    }

    /** Loads what the first film would otherwise wait for, as native libraries. May take seconds; need not be called. */
    default void warmUp() {}

    @Override
    void close();
}
