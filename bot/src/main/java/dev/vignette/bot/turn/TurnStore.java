package dev.vignette.bot.turn;

import dev.vignette.bot.chat.ChatMessage;
import dev.vignette.bot.chat.ConversationId;
import dev.vignette.bot.chat.EventId;
import dev.vignette.bot.chat.MessageContent.Attachment;
import dev.vignette.bot.chat.MessageContent.Text;
import dev.vignette.bot.chat.MessageContent.VoiceNote;
import dev.vignette.bot.chat.PersonId;
import dev.vignette.bot.chat.PlatformName;
import dev.vignette.bot.chat.TurnId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code turns}: new rows, looking at them, and their end. What happens to them meanwhile is {@link TurnMoves}. */
final class TurnStore {
    private final JdbcClient sql;

    TurnStore(JdbcClient sql) {
        this.sql = sql;
    }

    /** @throws org.springframework.dao.DuplicateKeyException if the event is known */
    void insert(TurnId id, ChatMessage message, String avatar, Instant now) {
        Turn.NoteRef note = switch (message.content()) {
            case Text text -> null;
            case VoiceNote sound -> new Turn.NoteRef(sound.mediaType(), sound.size(), null);
            case Attachment there -> new Turn.NoteRef(there.mediaType(), there.size(), there.reference());
        };
        sql.sql("""
                insert into turns (id, platform, conversation_id, person_id, event_id, state, person_text, note_type,
                  note_size, note_reference, language_hint, avatar, speaker, form, revision, verbatim, received_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .param(id.value())
                .param(message.platform().value())
                .param(message.conversation().value())
                .param(message.author().value())
                .param(message.event().value())
                .param(TurnState.RECEIVED.name())
                .param(message.content() instanceof Text text ? text.value() : null)
                .param(note == null ? null : note.mediaType())
                .param(note == null ? null : note.size())
                .param(note == null ? null : note.reference())
                .param(message.language())
                .param(avatar)
                .param(message.handling().speaker())
                .param(message.handling().form().name())
                .param(message.handling().revision())
                .param(message.handling().verbatim())
                .param(SqlTime.of(now))
                .update();
    }

    Optional<Turn> find(TurnId id) {
        return sql.sql("select * from turns where id = ?")
                .param(id.value())
                .query(new TurnRow())
                .optional();
    }

    /** The turns of a message, the latest revision first. */
    List<Turn> find(PlatformName platform, EventId event) {
        return sql.sql("select * from turns where platform = ? and event_id = ? order by revision desc")
                .params(platform.value(), event.value())
                .query(new TurnRow())
                .list();
    }

    /** The person's latest message here, if it is written, came after {@code since} and has no reply yet. */
    Optional<Turn> toJoin(PlatformName platform, ConversationId conversation, PersonId person, Instant since) {
        return sql.sql("select * from turns where platform = ? and conversation_id = ? and person_id = ?"
                        + " order by arrival desc fetch first 1 rows only")
                .params(platform.value(), conversation.value(), person.value())
                .query(new TurnRow())
                .optional()
                .filter(turn -> turn.text() != null
                        && !turn.verbatim()
                        && (turn.state() == TurnState.RECEIVED || turn.state() == TurnState.HEARD)
                        && !turn.moments().received().isBefore(since));
    }

    boolean shown(String clip) {
        return sql.sql("select count(*) from turns where film_clip = ? or voice_clip = ?")
                        .params(clip, clip)
                        .query(Integer.class)
                        .single()
                > 0;
    }

    /** The turns of a conversation, oldest first. */
    List<Turn> of(PlatformName platform, ConversationId conversation) {
        return sql.sql("select * from turns where platform = ? and conversation_id = ? order by arrival")
                .params(platform.value(), conversation.value())
                .query(new TurnRow())
                .list();
    }

    /** The person's turns wherever they are, oldest first. */
    List<Turn> of(PlatformName platform, PersonId person) {
        return sql.sql("select * from turns where platform = ? and person_id = ? order by arrival")
                .params(platform.value(), person.value())
                .query(new TurnRow())
                .list();
    }

    /** Locks the turn until the end of the transaction, which must be open. */
    Optional<Turn> lock(TurnId id) {
        return sql.sql("select * from turns where id = ? for update")
                .param(id.value())
                .query(new TurnRow())
                .optional();
    }

    /** Turns of the conversation before or after {@code turn} that have no reply yet, oldest first. */
    List<TurnId> unanswered(Turn turn, boolean before) {
        return sql.sql(
                        "select id from turns where platform = ? and conversation_id = ? and state in ('RECEIVED', 'HEARD')"
                                + " and arrival " + (before ? "<" : ">") + " ? order by arrival")
                .params(turn.platform().value(), turn.conversation().value(), turn.order())
                .query((row, number) -> new TurnId(row.getString(1)))
                .list();
    }

    /** Removes all turns of the conversation with their deliveries, posts and voice notes. */
    void delete(PlatformName platform, ConversationId conversation) {
        sql.sql("delete from turns where platform = ? and conversation_id = ?")
                .params(platform.value(), conversation.value())
                .update();
    }

    /** How many films of the person are in line. */
    int inLine(PlatformName platform, PersonId person) {
        return sql.sql("select count(*) from turns where state = 'REPLIED' and line_at is not null and platform = ?"
                        + " and person_id = ?")
                .params(platform.value(), person.value())
                .query(Integer.class)
                .single();
    }

    /** The first {@code limit} turns of the line for films, those being rendered included. */
    List<Turn> line(int limit) {
        return sql.sql("select * from turns where state = 'REPLIED' and line_at is not null order by line_at, arrival"
                        + " fetch first " + limit + " rows only")
                .query(new TurnRow())
                .list();
    }

    /** How many turns of the person have not ended. */
    int open(PlatformName platform, PersonId person) {
        return sql.sql("select count(*) from turns where ended_at is null and platform = ? and person_id = ?")
                .params(platform.value(), person.value())
                .query(Integer.class)
                .single();
    }

    int lengthOfLine() {
        return sql.sql("select count(*) from turns where state = 'REPLIED' and line_at is not null")
                .query(Integer.class)
                .single();
    }

    /** Removes turns that ended before {@code limit}, with all that belongs to them. */
    int deleteEndedBefore(Instant limit) {
        return sql.sql("delete from turns where ended_at < ?")
                .param(SqlTime.of(limit))
                .update();
    }
}
