package dev.vignette.bot.turn;

import dev.vignette.bot.chat.Delivery.ClipFile;
import dev.vignette.bot.chat.DeliveryException;
import java.util.Optional;

/** Port: what shows. Called from as many threads as the node renders on. */
public interface Films {
    /**
     * Makes the film, blocking, or finds it. Being asked twice for the same thing, also after a crash, yields the same clip.
     * An interrupt cancels and leaves nothing half done.
     *
     * @throws TurnException with one of {@link Reason#UNSPEAKABLE}, {@link Reason#ENGINE_MISSING}, {@link
     *     Reason#UNUSABLE_AVATAR}, {@link Reason#FILM_FAILED}
     */
    Film film(FilmRequest request, FilmListener listener);

    /** The film if it lies ready, so that it need not wait in line. Must be quick and must not make anything. */
    default Optional<Film> ready(FilmRequest request) {
        return Optional.empty();
    }

    /**
     * The bytes of a film, for platforms that take an upload.
     *
     * @throws dev.vignette.bot.chat.DeliveryException not retryable, if they are gone
     */
    default ClipFile file(Film film) {
        throw DeliveryException.refused("The bytes of clip " + film.clip() + " cannot be had here.", null);
    }

    /** Removes a clip from the library, as the last turn that showed it was taken back. Unknown ones are fine. */
    default void discard(String clip) {}

    /** Which engines would make it, such as {@code espeak+sketch}: measured speed is kept by this name. */
    String engines(FilmRequest request);
}
