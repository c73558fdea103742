package dev.vignette.bot.turn;

import static java.util.Objects.requireNonNull;

import dev.vignette.bot.chat.Delivery;
import dev.vignette.bot.chat.TurnId;

/** RENDERED → DELIVERED: the film goes out, after the text. */
final class DeliverClip implements Step {
    private final TurnStore turns;
    private final Deliver deliver;
    private final Platforms platforms;
    private final Sentences sentences;
    private final Journal journal;

    DeliverClip(TurnStore turns, Deliver deliver, Platforms platforms, Sentences sentences, Journal journal) {
        this.turns = turns;
        this.deliver = deliver;
        this.platforms = platforms;
        this.sentences = sentences;
        this.journal = journal;
    }

    @Override
    public Next run(TurnId id) {
        Turn turn = turns.find(id).orElse(null);
        if (turn == null || turn.state() != TurnState.RENDERED) {
            return Next.DONE;
        }
        Film film = requireNonNull(turn.film());
        return deliver.pending(turn, Delivery.Kind.CLIP)
                .map(row -> deliver.attempt(
                        turn,
                        Delivery.Kind.CLIP,
                        row,
                        pending -> platforms
                                .named(turn.platform())
                                .deliverClip(new Delivery(
                                        pending.id(),
                                        turn.id(),
                                        Delivery.Kind.CLIP,
                                        turn.conversation(),
                                        turn.event(),
                                        turn.language(),
                                        sentences.madeByAi(turn.language()),
                                        new Delivery.Clip(film.clip(), film.location(), film.duration()))),
                        journal::clipSent))
                .orElse(Next.DONE);
    }
}
