package dev.vignette.bot.turn;

/** Hears how far a film is. Called often, on the thread that renders: must be quick and must not throw. */
@FunctionalInterface
public interface FilmListener {
    /**
     * @param stage {@code voice}, {@code face} or {@code film}
     * @param fraction of that stage done, 0…1
     */
    void onProgress(String stage, double fraction);

    /**
     * The voice note of a film that is still being made lies ready, where {@link FilmRequest#form()} has one: it need not wait
     * for the picture. At most once, before the film is there.
     *
     * @param clip whose speech it is
     */
    default void onVoiceNote(String clip) {}
}
