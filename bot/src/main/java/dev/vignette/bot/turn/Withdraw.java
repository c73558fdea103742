package dev.vignette.bot.turn;

import dev.vignette.bot.chat.ChatPlatform;
import dev.vignette.bot.chat.DeliveryException;
import dev.vignette.bot.chat.TurnId;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes back what was posted for a turn whose question was deleted, and the clip with it if no other turn shows it. What the
 * person wrote is gone from the turn already; the row stays, so that the message is not answered when it comes again.
 */
final class Withdraw implements Step {
    private static final Logger LOG = LoggerFactory.getLogger(Withdraw.class);

    /** After this long a platform that would not let go of a message will not any more. */
    private static final Duration GIVE_UP = Duration.ofHours(1);

    private static final Duration PAUSE = Duration.ofSeconds(30);

    private final TurnStore turns;
    private final TurnMoves moves;
    private final DeliveryStore deliveries;
    private final Platforms platforms;
    private final Films films;
    private final Journal journal;

    Withdraw(
            TurnStore turns,
            TurnMoves moves,
            DeliveryStore deliveries,
            Platforms platforms,
            Films films,
            Journal journal) {
        this.turns = turns;
        this.moves = moves;
        this.deliveries = deliveries;
        this.platforms = platforms;
        this.films = films;
        this.journal = journal;
    }

    @Override
    public Next run(TurnId id) {
        Turn turn = turns.find(id).orElse(null);
        if (turn == null || !turn.state().ended()) {
            return Next.DONE;
        }
        Duration pause = Duration.ZERO;
        for (DeliveryStore.Posted post : deliveries.posted(id)) {
            try {
                ChatPlatform platform = platforms.named(turn.platform());
                platform.retract(turn.conversation(), post.message());
                deliveries.retracted(post.id());
            } catch (DeliveryException e) {
                if (e.retryable() && journal.now().isBefore(post.sent().plus(GIVE_UP))) {
                    LOG.warn("A post of turn {} could not be taken back ({}); tried again.", id, e.getMessage());
                    pause = e.retryAfter() == null ? PAUSE : e.retryAfter();
                } else {
                    LOG.warn("A post of turn {} stays: {}", id, e.getMessage());
                    deliveries.retracted(post.id());
                }
            }
        }
        Film film = turn.film();
        Set<String> clips = new HashSet<>();
        if (film != null) {
            clips.add(film.clip());
        }
        if (turn.voice() != null) {
            clips.add(turn.voice());
        }
        moves.dropClips(id);
        clips.stream().filter(clip -> !turns.shown(clip)).forEach(this::discard);
        return pause.isZero() ? Next.DONE : new Next.Again(journal.now().plus(pause));
    }

    private void discard(String clip) {
        films.discard(clip);
        platforms.all().forEach(platform -> platform.discard(clip));
    }
}
