package dev.vignette.bot.turn;

import dev.vignette.bot.chat.AnswerForm;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code turns}. Every change of state names the state it starts from; what came too late changes nothing. */
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
                  note_size, note_reference, language_hint, avatar, form, revision, verbatim, received_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
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

    /** A turn that was answered in writing gets a film after all. */
    boolean talks(TurnId id, Instant lineAt) {
        return move(
                id,
                TurnState.DELIVERED,
                TurnState.REPLIED,
                columns("form", AnswerForm.FILM.name(), "line_at", SqlTime.of(lineAt), "ended_at", null));
    }

    /** What was said is not kept with a question that was deleted. */
    void scrub(TurnId id) {
        sql.sql(
                        "update turns set person_text = null, heard_text = null, reply_full = null, reply_spoken = null, note_reference = null"
                                + " where id = ?")
                .param(id.value())
                .update();
        sql.sql("delete from voice_note_pieces where turn_id = ?")
                .param(id.value())
                .update();
    }

    void dropFilm(TurnId id) {
        sql.sql("update turns set film_clip = null where id = ?")
                .param(id.value())
                .update();
    }

    boolean shown(String clip) {
        return sql.sql("select count(*) from turns where film_clip = ?")
                        .param(clip)
                        .query(Integer.class)
                        .single()
                > 0;
    }

    /** A recording that was fetched from its platform, now as large as it really is. */
    void fetched(TurnId id, VoiceNote note) {
        sql.sql("update turns set note_type = ?, note_size = ?, note_reference = null where id = ?")
                .params(note.mediaType(), note.size(), id.value())
                .update();
    }

    /** The turns of a conversation, oldest first. */
    List<Turn> of(PlatformName platform, ConversationId conversation) {
        return sql.sql("select * from turns where platform = ? and conversation_id = ? order by arrival")
                .params(platform.value(), conversation.value())
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

    boolean heard(TurnId id, Heard heard, Instant now) {
        return move(
                id,
                TurnState.RECEIVED,
                TurnState.HEARD,
                columns("heard_text", heard.text(), "heard_language", heard.language(), "heard_at", SqlTime.of(now)));
    }

    boolean replied(TurnId id, Reply reply, Instant now) {
        return move(
                id,
                TurnState.HEARD,
                TurnState.REPLIED,
                columns(
                        "reply_full",
                        reply.full(),
                        "reply_spoken",
                        reply.spoken(),
                        "reply_language",
                        reply.language(),
                        "reply_provider",
                        reply.provider(),
                        "replied_at",
                        SqlTime.of(now)));
    }

    boolean rendered(TurnId id, Film film, Instant now) {
        Map<String, Long> millis = new LinkedHashMap<>();
        film.timings().forEach((stage, time) -> millis.put(stage, time.toMillis()));
        return move(
                id,
                TurnState.REPLIED,
                TurnState.RENDERED,
                columns(
                        "film_clip",
                        film.clip(),
                        "film_location",
                        film.location().toString(),
                        "film_millis",
                        film.duration().toMillis(),
                        "film_cached",
                        film.cached(),
                        "film_engines",
                        FlatMap.write(film.engines()),
                        "film_timings",
                        FlatMap.write(millis),
                        "rendered_at",
                        SqlTime.of(now)));
    }

    boolean delivered(TurnId id, TurnState from, Instant now) {
        return move(id, from, TurnState.DELIVERED, columns("ended_at", SqlTime.of(now)));
    }

    boolean ended(TurnId id, TurnState from, Turn.Ending ending, Instant now) {
        return move(
                id,
                from,
                ending.reason().ending(),
                columns("reason", ending.reason().name(), "detail", cut(ending.detail()), "ended_at", SqlTime.of(now)));
    }

    void inLine(TurnId id, Instant lineAt) {
        set(id, "line_at", SqlTime.of(lineAt));
    }

    void textDelivered(TurnId id, Instant now) {
        set(id, "text_at", SqlTime.of(now));
    }

    void renderStarted(TurnId id, Instant now) {
        set(id, "render_at", SqlTime.of(now));
    }

    void renderStopped(TurnId id) {
        sql.sql("update turns set render_at = null where id = ?")
                .param(id.value())
                .update();
    }

    void attempted(TurnId id, int attempts) {
        set(id, "attempts", attempts);
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

    private boolean move(TurnId id, TurnState from, TurnState to, Map<String, @Nullable Object> columns) {
        StringBuilder set = new StringBuilder("update turns set state = :to, attempts = 0");
        columns.keySet()
                .forEach(
                        column -> set.append(", ").append(column).append(" = :").append(column));
        return sql.sql(set + " where id = :id and state = :from")
                        .params(columns)
                        .param("to", to.name())
                        .param("id", id.value())
                        .param("from", from.name())
                        .update()
                == 1;
    }

    private void set(TurnId id, String column, Object value) {
        sql.sql("update turns set " + column + " = ? where id = ?")
                .params(value, id.value())
                .update();
    }

    private static Map<String, @Nullable Object> columns(@Nullable Object... pairs) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(String.valueOf(pairs[i]), pairs[i + 1]);
        }
        return map;
    }

    private static String cut(String detail) {
        return detail.length() <= 1000 ? detail : detail.substring(0, 999) + "…";
    }
}
