package dev.vignette.bot.turn;

import static java.util.Objects.requireNonNull;

import dev.vignette.bot.chat.Delivery;
import dev.vignette.bot.chat.PlatformMessageId;
import dev.vignette.bot.chat.TurnAction;
import dev.vignette.bot.chat.TurnId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** RENDERED → DELIVERED: the film goes out, after the text. */
final class DeliverClip implements Step {
    private final TurnStore turns;
    private final Deliver deliver;
    private final DeliveryStore deliveries;
    private final Platforms platforms;
    private final Films films;
    private final Sentences sentences;
    private final DeliveryJournal journal;

    DeliverClip(
            TurnStore turns,
            Deliver deliver,
            DeliveryStore deliveries,
            Platforms platforms,
            Films films,
            Sentences sentences,
            DeliveryJournal journal) {
        this.turns = turns;
        this.deliver = deliver;
        this.deliveries = deliveries;
        this.platforms = platforms;
        this.films = films;
        this.sentences = sentences;
        this.journal = journal;
    }

    @Override
    public Next run(TurnId id) {
        Turn turn = turns.find(id).orElse(null);
        if (turn == null || turn.state() != TurnState.RENDERED || turn.film() == null) {
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
                                        new Delivery.Clip(
                                                film.clip(), film.location(), film.duration(), () -> films.file(film)),
                                        List.of(TurnAction.AGAIN, TurnAction.DELETE),
                                        text(turn))),
                        journal::clipSent))
                .orElse(Next.DONE);
    }

    /** The text that the clip belongs to, for platforms that edit it to carry the file; else it is left alone. */
    private @Nullable PlatformMessageId text(Turn turn) {
        return platforms.named(turn.platform()).capabilities().editWithFile()
                ? deliveries.text(turn.id()).orElse(null)
                : null;
    }
}
