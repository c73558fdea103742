package dev.vignette.bot.turn;

import static java.util.Objects.requireNonNull;

import dev.vignette.bot.chat.Delivery;

/** The reply goes out, before there is a film and whatever becomes of it. */
final class DeliverText {
    private final Deliver deliver;
    private final Platforms platforms;
    private final Journal journal;

    DeliverText(Deliver deliver, Platforms platforms, Journal journal) {
        this.deliver = deliver;
        this.platforms = platforms;
        this.journal = journal;
    }

    Next apply(Turn turn) {
        return deliver.pending(turn, Delivery.Kind.TEXT)
                .map(row -> deliver.attempt(
                        turn,
                        Delivery.Kind.TEXT,
                        row,
                        pending -> platforms
                                .named(turn.platform())
                                .deliverText(new Delivery(
                                        pending.id(),
                                        turn.id(),
                                        Delivery.Kind.TEXT,
                                        turn.conversation(),
                                        turn.event(),
                                        turn.language(),
                                        requireNonNull(turn.reply()).full(),
                                        null)),
                        journal::textSent))
                .orElse(Next.DONE);
    }
}
