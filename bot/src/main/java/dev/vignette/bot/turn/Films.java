package dev.vignette.bot.turn;

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

    /** Which engines would make it, such as {@code espeak+sketch}: measured speed is kept by this name. */
    String engines(FilmRequest request);
}
