package dev.vignette.bot.turn;

import dev.vignette.bot.chat.TurnId;

/** A film that could not be made goes back in line, after its pause, at the place it had. */
final class QueueFilm implements Step {
    private final TurnStore turns;
    private final Journal journal;
    private final Line line;

    QueueFilm(TurnStore turns, Journal journal, Line line) {
        this.turns = turns;
        this.journal = journal;
        this.line = line;
    }

    @Override
    public Next run(TurnId id) {
        turns.find(id).ifPresent(journal::queued);
        line.announce();
        return Next.DONE;
    }
}
