package dev.vignette.bot.turn;

import dev.vignette.bot.chat.Delivery.ClipFile;
import dev.vignette.bot.chat.Delivery.VoiceFile;
import dev.vignette.bot.chat.TestVoice;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;

/** Makes films of a tenth of a second per character, at once; {@link #during} is called in the middle of each. */
public final class FakeFilms implements Films {
    public final List<FilmRequest> requests = new CopyOnWriteArrayList<>();
    public volatile Function<Film, ClipFile> file = film -> {
        throw new IllegalStateException("The test gives no bytes for films.");
    };
    public volatile Function<String, VoiceFile> voice = clip -> TestVoice.hum(1);
    /** What was spoken without a picture. */
    public final List<FilmRequest> spoken = new CopyOnWriteArrayList<>();

    final List<String> discarded = new CopyOnWriteArrayList<>();
    final FailurePlan failures = new FailurePlan();
    final Set<String> library = ConcurrentHashMap.newKeySet();
    volatile Consumer<FilmRequest> during = request -> {};

    /** Has {@code action} done in the middle of each film that says {@code text}. */
    public void doDuring(String text, Consumer<FilmRequest> action) {
        Consumer<FilmRequest> before = during;
        during = request -> (request.spoken().contains(text) ? action : before).accept(request);
    }

    @Override
    public Film film(FilmRequest request, FilmListener listener) {
        requests.add(request);
        listener.onProgress("voice", 0.5);
        failures.check(request.spoken());
        if (request.form().voice()) {
            listener.onVoiceNote(film(request, false).clip());
        }
        during.accept(request);
        listener.onProgress("film", 1);
        library.add(request.spoken());
        return film(request, false);
    }

    @Override
    public Optional<Film> ready(FilmRequest request) {
        return library.contains(request.spoken()) ? Optional.of(film(request, true)) : Optional.empty();
    }

    @Override
    public Speech speak(FilmRequest request, FilmListener listener) {
        spoken.add(request);
        failures.check("SPEAK " + request.spoken());
        return new Speech(film(request, false).clip(), Duration.ofMillis(7));
    }

    @Override
    public VoiceFile voice(String clip) {
        return voice.apply(clip);
    }

    @Override
    public ClipFile file(Film film) {
        return file.apply(film);
    }

    @Override
    public void discard(String clip) {
        discarded.add(clip);
    }

    @Override
    public String engines(FilmRequest request) {
        return "fake+fake";
    }

    private static Film film(FilmRequest request, boolean cached) {
        String clip = "clip" + Integer.toHexString(request.spoken().hashCode());
        return new Film(
                clip,
                URI.create("/clips/" + clip + ".mp4"),
                Duration.ofMillis(100L * request.spoken().length()),
                cached,
                Map.of("voice", "fake"),
                cached ? Map.of() : Map.of("voice", Duration.ofMillis(12)));
    }
}
