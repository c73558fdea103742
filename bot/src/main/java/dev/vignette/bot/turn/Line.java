package dev.vignette.bot.turn;

import static java.util.Objects.requireNonNull;

import dev.vignette.bot.chat.TurnId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The line for films as those who wait in it see it. */
final class Line {
    /**
     * @param position 1 is next; 0 is being rendered
     * @param expected until the film is ready; null if that has not been measured
     */
    record Place(int position, @Nullable Duration expected) {}

    private static final Logger LOG = LoggerFactory.getLogger(Line.class);

    /** Beyond this, people are told no more than that it is a long line. */
    private static final int LONGEST = 200;

    private static final int NEAR = 5;

    private final TurnStore turns;
    private final Platforms platforms;
    private final Pace pace;
    private final TurnListener listener;
    private final InstantSource clock;
    private final int renderers;
    private final Map<TurnId, Integer> announced = new HashMap<>();
    private final AtomicInteger wanted = new AtomicInteger();

    Line(TurnStore turns, Platforms platforms, Pace pace, TurnListener listener, InstantSource clock, int renderers) {
        this.turns = turns;
        this.platforms = platforms;
        this.pace = pace;
        this.listener = listener;
        this.clock = clock;
        this.renderers = Math.max(1, renderers);
    }

    FilmRequest request(Turn turn) {
        return FilmRequest.of(
                turn,
                requireNonNull(turn.reply()),
                platforms.named(turn.platform()).capabilities(turn.conversation()));
    }

    Optional<Place> place(TurnId turn) {
        return Optional.ofNullable(places().get(turn)).map(Standing::place);
    }

    /**
     * Tells those who wait where they are now, unless they know. Calls that come while one is at it are one more round of
     * that one.
     */
    void announce() {
        if (wanted.getAndIncrement() > 0) {
            return;
        }
        int seen;
        do {
            seen = wanted.get();
            try {
                tell();
            } catch (RuntimeException e) {
                // Where somebody stands is a courtesy; the work does not fail for it.
                LOG.warn("Those in line could not be told where they stand.", e);
            }
        } while (!wanted.compareAndSet(seen, 0));
    }

    private void tell() {
        Map<TurnId, Standing> places = places();
        synchronized (announced) {
            announced.keySet().retainAll(places.keySet());
        }
        places.forEach((turn, standing) -> {
            Place place = standing.place();
            if (place.position() > 0 && isNews(turn, place.position())) {
                listener.on(
                        new TurnEvent.Waits(standing.turn().conversation(), turn, place.position(), place.expected()));
            }
        });
    }

    /** Near the front each step is news; far behind, a fifth of the way is, or a long line would be told n² times. */
    private boolean isNews(TurnId turn, int position) {
        synchronized (announced) {
            Integer before = announced.get(turn);
            boolean news = before == null
                    || position > before
                    || (position < before && (position <= NEAR || position <= before * 0.8));
            if (news) {
                announced.put(turn, position);
            }
            return news;
        }
    }

    private record Standing(Turn turn, Place place) {}

    private Map<TurnId, Standing> places() {
        Map<String, Double> measures = pace.measures();
        Map<TurnId, Standing> places = new LinkedHashMap<>();
        Instant now = clock.instant();
        var ahead = new Work();
        int rendering = 0;
        int position = 0;
        for (Turn turn : turns.line(LONGEST)) {
            Instant started = turn.moments().renderStarted();
            Optional<Duration> work = known(turn).flatMap(request -> pace.toRender(request, measures));
            if (started != null) {
                rendering++;
                Duration left = work.map(all -> all.minus(Duration.between(started, now)))
                        .filter(Duration::isPositive)
                        .or(() -> work.map(all -> Duration.ZERO))
                        .orElse(null);
                ahead.add(left);
                places.put(turn.id(), new Standing(turn, new Place(0, left)));
            } else {
                // Other nodes render too: what is being rendered now tells how many there are.
                int parallel = Math.max(renderers, rendering);
                places.put(turn.id(), new Standing(turn, new Place(++position, ahead.then(work, parallel))));
                ahead.add(work.orElse(null));
            }
        }
        return places;
    }

    private Optional<FilmRequest> known(Turn turn) {
        try {
            return Optional.of(request(turn));
        } catch (RuntimeException e) {
            // Its platform is switched off on this node.
            return Optional.empty();
        }
    }

    /** The work ahead of somebody, as long as all of it is known. */
    private static final class Work {
        private @Nullable Duration sum = Duration.ZERO;

        void add(@Nullable Duration work) {
            sum = sum == null || work == null ? null : sum.plus(work);
        }

        @Nullable
        Duration then(Optional<Duration> own, int parallel) {
            return sum == null || own.isEmpty() ? null : sum.dividedBy(parallel).plus(own.get());
        }
    }
}
