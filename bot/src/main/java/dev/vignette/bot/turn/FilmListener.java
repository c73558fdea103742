package dev.vignette.bot.turn;

/** Hears how far a film is. Called often, on the thread that renders: must be quick and must not throw. */
@FunctionalInterface
public interface FilmListener {
    /**
     * @param stage {@code voice}, {@code face} or {@code film}
     * @param fraction of that stage done, 0…1
     */
    void onProgress(String stage, double fraction);
}
