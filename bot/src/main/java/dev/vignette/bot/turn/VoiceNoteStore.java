package dev.vignette.bot.turn;

import dev.vignette.bot.chat.MessageContent.VoiceNote;
import dev.vignette.bot.chat.TurnId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.util.AbstractList;
import java.util.Collections;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code voice_note_pieces}: recordings, written and read a piece at a time. */
final class VoiceNoteStore {
    private static final int PIECE = 256 * 1024;

    private final JdbcClient sql;

    VoiceNoteStore(JdbcClient sql) {
        this.sql = sql;
    }

    /** Within the transaction that stores the turn. */
    void insert(TurnId turn, VoiceNote note) {
        try (InputStream sound = note.sound().open()) {
            int piece = 0;
            for (byte[] bytes = sound.readNBytes(PIECE); bytes.length > 0; bytes = sound.readNBytes(PIECE)) {
                sql.sql("insert into voice_note_pieces (turn_id, piece, sound) values (?, ?, ?)")
                        .params(turn.value(), piece++, bytes)
                        .update();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The voice note could not be read to its end. Send it again.", e);
        }
    }

    VoiceNote find(TurnId turn, Turn.NoteRef note) {
        return new VoiceNote(
                note.mediaType(), note.size(), () -> new SequenceInputStream(Collections.enumeration(pieces(turn))));
    }

    /** Each piece is read when its turn has come. */
    private List<InputStream> pieces(TurnId turn) {
        int count = sql.sql("select count(*) from voice_note_pieces where turn_id = ?")
                .param(turn.value())
                .query(Integer.class)
                .single();
        return new AbstractList<>() {
            @Override
            public InputStream get(int piece) {
                return new ByteArrayInputStream(
                        sql.sql("select sound from voice_note_pieces where turn_id = ? and piece = ?")
                                .params(turn.value(), piece)
                                .query((row, number) -> row.getBytes(1))
                                .single());
            }

            @Override
            public int size() {
                return count;
            }
        };
    }
}
