package dev.vignette.bot.turn;

import dev.vignette.bot.chat.Delivery;
import dev.vignette.bot.chat.TurnId;
import java.time.Duration;

/** The person is told, in one sentence, why there is no answer or no film of it. */
final class DeliverNotice implements Step {
    private static final Duration TEXT_FIRST = Duration.ofSeconds(1);

    private final TurnStore turns;
    private final Deliver deliver;
    private final Platforms platforms;
    private final Sentences sentences;
    private final DeliveryJournal journal;

    DeliverNotice(TurnStore turns, Deliver deliver, Platforms platforms, Sentences sentences, DeliveryJournal journal) {
        this.turns = turns;
        this.deliver = deliver;
        this.platforms = platforms;
        this.sentences = sentences;
        this.journal = journal;
    }

    @Override
    public Next run(TurnId id) {
        Turn turn = turns.find(id).orElse(null);
        if (turn == null || turn.ending() == null) {
            return Next.DONE;
        }
        if (deliver.pending(turn, Delivery.Kind.TEXT).isPresent()) {
            return new Next.Again(journal.now().plus(TEXT_FIRST));
        }
        return deliver.pending(turn, Delivery.Kind.NOTICE)
                .map(row -> deliver.attempt(
                        turn,
                        Delivery.Kind.NOTICE,
                        row,
                        pending -> platforms
                                .named(turn.platform())
                                .deliverText(new Delivery(
                                        pending.id(),
                                        turn.id(),
                                        Delivery.Kind.NOTICE,
                                        turn.conversation(),
                                        turn.event(),
                                        turn.language(),
                                        sentences.reason(turn))),
                        journal::noticeSent))
                .orElse(Next.DONE);
    }
}
