package dev.vignette.bot.film;

import dev.vignette.bot.chat.Delivery.ClipFile;
import dev.vignette.bot.chat.Delivery.VoiceFile;
import dev.vignette.bot.chat.PlatformCapabilities;
import dev.vignette.bot.engines.Engines;
import dev.vignette.bot.generate.ClipAnswer;
import dev.vignette.bot.generate.ClipPlan;
import dev.vignette.bot.generate.ClipRequest;
import dev.vignette.bot.generate.ClipService;
import dev.vignette.bot.generate.ProgressListener;
import dev.vignette.bot.generate.QueueFullException;
import dev.vignette.bot.generate.Refusal;
import dev.vignette.bot.generate.SpeechAnswer;
import dev.vignette.bot.settings.Settings;
import dev.vignette.bot.turn.Film;
import dev.vignette.bot.turn.FilmListener;
import dev.vignette.bot.turn.FilmRequest;
import dev.vignette.bot.turn.Films;
import dev.vignette.bot.turn.Reason;
import dev.vignette.bot.turn.Speech;
import dev.vignette.bot.turn.TurnException;
import dev.vignette.clip.Clip;
import dev.vignette.clip.ClipId;
import dev.vignette.clip.ClipStoreException;
import dev.vignette.media.MediaException;
import dev.vignette.renderer.EngineName;
import dev.vignette.renderer.RenderException;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/** Films for turns, through the same {@link ClipService} as every other request: one sentence is rendered once for all. */
final class ClipFilms implements Films {
    /** Films of 512 × 512 have some 110,000; a lively one must fit too. */
    private static final long BYTES_PER_SECOND = 200_000;

    private final ClipService clips;
    private final Engines engines;
    private final ClipFiles files;

    ClipFilms(ClipService clips, Engines engines, ClipFiles files) {
        this.clips = clips;
        this.engines = engines;
        this.files = files;
    }

    @Override
    public Film film(FilmRequest request, FilmListener listener) {
        try {
            ClipAnswer answer = clips.answer(clips.plan(asked(request)), passingOn(request, listener));
            return film(answer.clip(), answer.cached(), answer.timings());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("The film was given up.");
        } catch (RuntimeException e) {
            throw explained(e);
        }
    }

    @Override
    public Speech speak(FilmRequest request, FilmListener listener) {
        try {
            SpeechAnswer answer = clips.speak(clips.plan(asked(request)), passingOn(request, listener));
            return new Speech(answer.clip().value(), answer.work());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("The voice note was given up.");
        } catch (RuntimeException e) {
            throw explained(e);
        }
    }

    private static ProgressListener passingOn(FilmRequest request, FilmListener listener) {
        return new ProgressListener() {
            @Override
            public void onProgress(String stage, double fraction) {
                listener.onProgress(stage, fraction);
            }

            @Override
            public boolean wantsVoiceNote() {
                return request.form().voice();
            }

            @Override
            public void onVoiceNote(ClipId clip) {
                if (request.form().voice()) {
                    listener.onVoiceNote(clip.value());
                }
            }
        };
    }

    @Override
    public Optional<Film> ready(FilmRequest request) {
        try {
            ClipPlan plan = clips.plan(asked(request));
            return clips.find(plan).map(clip -> film(clip, true, Map.of()));
        } catch (RuntimeException e) {
            throw explained(e);
        }
    }

    @Override
    public ClipFile file(Film film) {
        return files.file(film.clip());
    }

    @Override
    public VoiceFile voice(String clip) {
        return files.voice(clip);
    }

    @Override
    public void discard(String clip) {
        files.discard(clip);
    }

    @Override
    public String engines(FilmRequest request) {
        Engines.Report report = engines.report();
        EngineName voice = report.voice();
        return (voice == null ? "voice" : voice.name())
                + (report.faces().isEmpty() || !request.form().film()
                        ? ""
                        : "+" + report.faces().getFirst().name());
    }

    private static ClipRequest asked(FilmRequest request) {
        PlatformCapabilities platform = request.platform();
        Duration fits = platform.longest(BYTES_PER_SECOND);
        Duration longest = fits.compareTo(Settings.LONGEST_SPEECH) < 0 ? fits : Settings.LONGEST_SPEECH;
        return new ClipRequest(
                request.spoken(),
                request.language(),
                request.avatar(),
                request.speaker(),
                null,
                null,
                null,
                null,
                longest.toMillis() / 1000.0,
                null,
                "chat",
                request.turn().value());
    }

    private static Film film(Clip clip, boolean cached, Map<String, Double> millis) {
        Map<String, Duration> timings = new LinkedHashMap<>();
        millis.forEach((stage, took) -> timings.put(stage, Duration.ofNanos(Math.round(took * 1e6))));
        return new Film(
                clip.id().value(),
                URI.create("/api/v1/videos/" + clip.id()),
                clip.facts().duration(),
                cached,
                clip.facts().engines(),
                timings);
    }

    /** What went wrong, as the turn's journal knows it. */
    static RuntimeException explained(RuntimeException failure) {
        return switch (failure) {
            case TurnException told -> told;
            case CancellationException cancelled -> cancelled;
            case QueueFullException full ->
                TurnException.passing(Reason.FILM_FAILED, message(full), full.retryAfter(), full);
            case Refusal refusal -> refused(refusal);
            case RenderException render -> rendered(render);
            case MediaException media ->
                media.retryable()
                        ? TurnException.passing(Reason.FILM_FAILED, message(media), media)
                        : TurnException.lasting(Reason.FILM_FAILED, message(media), media);
            case ClipStoreException store -> TurnException.passing(Reason.FILM_FAILED, message(store), store);
            default -> failure;
        };
    }

    private static TurnException refused(Refusal refusal) {
        return switch (refusal.reason()) {
            case NO_TEXT, TEXT_TOO_LONG, TEXT_UNUSABLE, UNKNOWN_LANGUAGE, BAD_DURATION ->
                TurnException.lasting(Reason.UNSPEAKABLE, message(refusal), refusal);
            case UNKNOWN_AVATAR, AVATAR_AND_PICTURE, BAD_PICTURE, BAD_VIDEO, BAD_SAMPLE ->
                TurnException.lasting(Reason.UNUSABLE_AVATAR, message(refusal), refusal);
            case UNKNOWN_FORMAT, BAD_DIRECTION -> TurnException.lasting(Reason.INTERNAL, message(refusal), refusal);
        };
    }

    private static RuntimeException rendered(RenderException render) {
        return switch (render.reason()) {
            case UNSPEAKABLE_TEXT -> TurnException.lasting(Reason.UNSPEAKABLE, message(render), render);
            case UNUSABLE_PORTRAIT, UNUSABLE_SAMPLE, NO_CONSENT ->
                TurnException.lasting(Reason.UNUSABLE_AVATAR, message(render), render);
            case ENGINE_MISSING -> TurnException.lasting(Reason.ENGINE_MISSING, message(render), render);
            case ENGINE_FAILED, STORAGE_FULL, CANCELLED ->
                TurnException.passing(Reason.FILM_FAILED, message(render), render);
        };
    }

    private static String message(RuntimeException failure) {
        return String.valueOf(failure.getMessage());
    }
}
