package dev.vignette.bot.turn;

import dev.vignette.bot.chat.TurnId;
import java.time.Duration;

/**
 * From the message to the text of the reply, in one task: each transition is written down, but no time is lost between
 * them. Messages of one conversation are answered in the order they came.
 */
final class Answer implements Step {
    /** Only for the case that the earlier message's turn ends while this task is looking; otherwise it is woken. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final TurnStore turns;
    private final Hear hear;
    private final ComposeReply composeReply;
    private final DeliverText deliverText;
    private final Line line;
    private final Journal journal;

    Answer(TurnStore turns, Hear hear, ComposeReply composeReply, DeliverText deliverText, Line line, Journal journal) {
        this.turns = turns;
        this.hear = hear;
        this.composeReply = composeReply;
        this.deliverText = deliverText;
        this.line = line;
        this.journal = journal;
    }

    @Override
    public Next run(TurnId id) {
        while (true) {
            Turn turn = turns.find(id).orElse(null);
            if (turn == null) {
                return Next.DONE;
            }
            switch (turn.state()) {
                case RECEIVED -> hear.apply(turn);
                case HEARD -> {
                    if (!turns.unanswered(turn, true).isEmpty()) {
                        return new Next.Again(journal.now().plus(LOOK_AGAIN));
                    }
                    composeReply.apply(turn);
                }
                // Also after the film has failed: the text stays due.
                case REPLIED, RENDERED, DELIVERED, FAILED -> {
                    Next next = deliverText.apply(turn);
                    line.announce();
                    return next;
                }
                case DECLINED, CANCELLED -> {
                    return Next.DONE;
                }
            }
        }
    }
}
