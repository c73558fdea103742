package dev.vignette.bot.turn;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How fast films are made here, measured: seconds of work per second of film for each set of engines, and seconds of speech
 * per character for each language, as moving averages that survive restarts. What has not been measured is not guessed.
 */
final class Pace {
    /** Weight of the newest sample: the last ten or so count. */
    private static final double WEIGHT = 0.2;

    private static final double MAX_SECONDS = 24 * 3600;

    private final PaceStore store;
    private final Films films;
    private final InstantSource clock;

    Pace(PaceStore store, Films films, InstantSource clock) {
        this.store = store;
        this.films = films;
        this.clock = clock;
    }

    void measured(FilmRequest request, Film film, Duration work) {
        double seconds = seconds(film.duration());
        if (seconds <= 0) {
            return;
        }
        store.sample(work(films.engines(request)), seconds(work) / seconds, WEIGHT, clock.instant());
        store.sample(speech(request.language()), seconds / request.spoken().length(), WEIGHT, clock.instant());
    }

    /** How long the film will take to make; empty if engines or language have not been measured. */
    Optional<Duration> toRender(FilmRequest request) {
        return toRender(request, store.all());
    }

    /** As above, with {@link #measures} taken before. */
    Optional<Duration> toRender(FilmRequest request, Map<String, Double> measures) {
        Double work = measures.get(work(films.engines(request)));
        Double speech = measures.get(speech(request.language()));
        if (work == null || speech == null) {
            return Optional.empty();
        }
        double seconds = Math.min(work * speech * request.spoken().length(), MAX_SECONDS);
        return Optional.of(Duration.ofMillis(Math.round(seconds * 1000)));
    }

    Map<String, Double> measures() {
        return store.all();
    }

    private static String work(String engines) {
        return "work/" + engines;
    }

    private static String speech(String language) {
        return "speech/" + Locale.forLanguageTag(language).getLanguage();
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
