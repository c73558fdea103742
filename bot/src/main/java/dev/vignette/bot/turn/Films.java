package dev.vignette.bot.turn;

import dev.vignette.bot.chat.Delivery.ClipFile;
import dev.vignette.bot.chat.Delivery.VoiceFile;
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
     * Has the reply spoken without a picture, blocking, or finds it; otherwise as {@link #film}.
     *
     * @return the clip whose speech it is, for {@link #voice}, and how long engines have worked
     */
    default Speech speak(FilmRequest request, FilmListener listener) {
        Film film = film(request, listener);
        return new Speech(film.clip(), film.work());
    }

    /**
     * The speech of a clip as a voice note. Taken from the film's sound if nothing was kept besides.
     *
     * @throws dev.vignette.bot.chat.DeliveryException not retryable, if it is gone
     */
    default VoiceFile voice(String clip) {
        throw DeliveryException.refused("The speech of clip " + clip + " cannot be had here.", null);
    }

    /**
     * The bytes of a film, for platforms that take an upload.
     *
     * @throws dev.vignette.bot.chat.DeliveryException not retryable, if they are gone
     */
    default ClipFile file(Film film) {
        throw DeliveryException.refused("The bytes of clip " + film.clip() + " cannot be had here.", null);
    }

    /** Removes a clip, and the voice note of it, from the library, as the last turn that showed it was taken back. Unknown ones are fine. */
    default void discard(String clip) {}

    /** Which engines would make it, such as {@code espeak+sketch}: measured speed is kept by this name. */
    String engines(FilmRequest request);
}
