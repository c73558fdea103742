package dev.vignette.bot.turn;

import dev.vignette.bot.chat.AttachmentException;
import dev.vignette.bot.chat.FetchedNote;
import dev.vignette.bot.chat.MessageContent.Attachment;
import dev.vignette.bot.chat.MessageContent.VoiceNote;
import dev.vignette.bot.chat.TurnId;
import java.util.Objects;

/** RECEIVED → HEARD: what was written is taken as it is, what was said is put into words. */
final class Hear {
    private final Hearing hearing;
    private final VoiceNoteStore notes;
    private final Platforms platforms;
    private final RunningWork running;
    private final Journal journal;

    Hear(Hearing hearing, VoiceNoteStore notes, Platforms platforms, RunningWork running, Journal journal) {
        this.hearing = hearing;
        this.notes = notes;
        this.platforms = platforms;
        this.running = running;
        this.journal = journal;
    }

    void apply(Turn turn) {
        TurnId id = turn.id();
        Turn.NoteRef note = turn.note();
        Heard heard = note == null
                ? new Heard(Objects.requireNonNull(turn.text()), turn.hint())
                : running.run(id, () -> hearing.hear(here(turn, note), turn.hint()));
        journal.heard(turn, heard);
    }

    /** The recording, fetched from its platform first if it still lies there. */
    private VoiceNote here(Turn turn, Turn.NoteRef note) {
        String reference = note.reference();
        if (reference == null) {
            return notes.find(turn.id(), note);
        }
        try (FetchedNote fetched =
                platforms.named(turn.platform()).fetch(new Attachment(reference, note.mediaType(), note.size()))) {
            VoiceNote sound = fetched.note();
            journal.fetched(turn, sound);
            return notes.find(turn.id(), new Turn.NoteRef(sound.mediaType(), sound.size(), null));
        } catch (AttachmentException e) {
            throw switch (e.reason()) {
                case UNREACHABLE -> TurnException.passing(Reason.HEARING_FAILED, String.valueOf(e.getMessage()), e);
                case TOO_LARGE -> TurnException.lasting(Reason.VOICE_NOTE_TOO_LARGE, String.valueOf(e.getMessage()), e);
                case GONE, FORBIDDEN ->
                    TurnException.lasting(Reason.UNREADABLE_VOICE_NOTE, String.valueOf(e.getMessage()), e);
            };
        } catch (IllegalArgumentException e) {
            throw TurnException.lasting(Reason.UNREADABLE_VOICE_NOTE, "The fetched recording has no bytes.", e);
        }
    }
}
