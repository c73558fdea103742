package dev.vignette.bot.turn;

import dev.vignette.bot.chat.TurnId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * REPLIED → RENDERED, when the film's place in the line has come. Where a voice note is wanted as well, it goes out as soon as the
 * speech is complete; where it is all that is wanted, no picture is made.
 */
final class RenderFilm implements Step {
    private static final Logger LOG = LoggerFactory.getLogger(RenderFilm.class);

    private final TurnStore turns;
    private final Films films;
    private final RunningWork running;
    private final Journal journal;
    private final Line line;
    private final Pace pace;
    private final TurnListener listener;
    private final TextsFirst texts;
    private final InstantSource clock;

    RenderFilm(
            TurnStore turns,
            Films films,
            RunningWork running,
            Journal journal,
            Line line,
            Pace pace,
            TurnListener listener,
            TextsFirst texts,
            InstantSource clock) {
        this.turns = turns;
        this.films = films;
        this.running = running;
        this.journal = journal;
        this.line = line;
        this.pace = pace;
        this.listener = listener;
        this.texts = texts;
        this.clock = clock;
    }

    @Override
    public Next run(TurnId id) {
        Turn turn = turns.find(id).orElse(null);
        if (turn == null || turn.state() != TurnState.REPLIED) {
            return Next.DONE;
        }
        FilmRequest request = line.request(turn);
        journal.renderStarted(turn);
        listener.on(new TurnEvent.RenderBegins(
                turn.conversation(), id, pace.toRender(request).orElse(null)));
        line.announce();
        var start = clock.instant();
        if (!request.form().film()) {
            Speech speech = running.run(id, () -> films.speak(request, texts.givingWay(progress(turn))));
            journal.spoken(turn, speech);
            return Next.DONE;
        }
        Film film = running.run(id, () -> films.film(request, texts.givingWay(progress(turn))));
        if (!film.cached()) {
            pace.measured(request, film, Duration.between(start, clock.instant()));
        }
        journal.rendered(turn, film);
        return Next.DONE;
    }

    /** Renderers report every frame; a page needs no more than every fiftieth part. */
    private FilmListener progress(Turn turn) {
        Map<String, Integer> told = new ConcurrentHashMap<>();
        return new FilmListener() {
            @Override
            public void onProgress(String stage, double fraction) {
                int part = (int) (fraction * 50);
                Integer before = told.put(stage, part);
                if (before == null || before != part) {
                    listener.on(new TurnEvent.Renders(turn.conversation(), turn.id(), stage, fraction));
                }
            }

            @Override
            public void onVoiceNote(String clip) {
                try {
                    journal.voiced(turn, clip);
                } catch (RuntimeException e) {
                    // It is delivered with the film then.
                    LOG.warn("That the voice note of turn {} lies ready could not be written down.", turn.id(), e);
                }
            }
        };
    }
}
