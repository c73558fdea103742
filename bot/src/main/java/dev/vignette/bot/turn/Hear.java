package dev.vignette.bot.turn;

import dev.vignette.bot.chat.TurnId;
import java.util.Objects;

/** RECEIVED → HEARD: what was written is taken as it is, what was said is put into words. */
final class Hear {
    private final Hearing hearing;
    private final VoiceNoteStore notes;
    private final RunningWork running;
    private final Journal journal;

    Hear(Hearing hearing, VoiceNoteStore notes, RunningWork running, Journal journal) {
        this.hearing = hearing;
        this.notes = notes;
        this.running = running;
        this.journal = journal;
    }

    void apply(Turn turn) {
        TurnId id = turn.id();
        Turn.NoteRef note = turn.note();
        Heard heard = note == null
                ? new Heard(Objects.requireNonNull(turn.text()), turn.hint())
                : running.run(id, () -> hearing.hear(notes.find(id, note), turn.hint()));
        journal.heard(turn, heard);
    }
}
