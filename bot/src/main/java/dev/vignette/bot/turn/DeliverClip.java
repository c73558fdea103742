package dev.vignette.bot.turn;

import dev.vignette.bot.chat.ChatPlatform;
import dev.vignette.bot.chat.Delivery;
import dev.vignette.bot.chat.TurnAction;
import dev.vignette.bot.chat.TurnId;
import java.util.List;

/** RENDERED → DELIVERED: the film goes out, after the text. */
final class DeliverClip implements Step {
    private final TurnStore turns;
    private final BelowText below;
    private final Films films;
    private final DeliveryJournal journal;

    DeliverClip(TurnStore turns, BelowText below, Films films, DeliveryJournal journal) {
        this.turns = turns;
        this.below = below;
        this.films = films;
        this.journal = journal;
    }

    @Override
    public Next run(TurnId id) {
        Turn turn = turns.find(id).orElse(null);
        Film film = turn == null ? null : turn.film();
        if (turn == null || film == null || turn.state() != TurnState.RENDERED) {
            return Next.DONE;
        }
        return below.attempt(
                turn,
                Delivery.Kind.CLIP,
                new Delivery.Clip(film.clip(), film.location(), film.duration(), () -> films.file(film)),
                List.of(TurnAction.AGAIN, TurnAction.DELETE),
                ChatPlatform::deliverClip,
                journal::clipSent);
    }
}
