package dev.vignette.bot.turn;

import dev.vignette.bot.chat.AnswerForm;
import dev.vignette.bot.chat.MessageContent.VoiceNote;
import dev.vignette.bot.chat.TurnId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What happens to a row of {@code turns} after it is there. Every change of state names the state it starts from; what came too
 * late changes nothing and says so.
 */
final class TurnMoves {
    private final JdbcClient sql;

    TurnMoves(JdbcClient sql) {
        this.sql = sql;
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

    /** A voice note is all that was wanted, and lies ready. */
    boolean spoken(TurnId id, Speech speech, Instant now) {
        return move(
                id,
                TurnState.REPLIED,
                TurnState.RENDERED,
                columns(
                        "voice_clip",
                        speech.clip(),
                        "voice_millis",
                        speech.work().toMillis(),
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

    /** A turn that was answered in writing gets a film after all. */
    boolean talks(TurnId id, AnswerForm form, Instant lineAt) {
        return move(
                id,
                TurnState.DELIVERED,
                TurnState.REPLIED,
                columns("form", form.name(), "line_at", SqlTime.of(lineAt), "ended_at", null));
    }

    /** The voice note lies ready, with the film or before it. */
    void voiced(TurnId id, String clip) {
        set(id, "voice_clip", clip);
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

    /** A recording that was fetched from its platform, now as large as it really is. */
    void fetched(TurnId id, VoiceNote note) {
        sql.sql("update turns set note_type = ?, note_size = ?, note_reference = null where id = ?")
                .params(note.mediaType(), note.size(), id.value())
                .update();
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

    /** Neither film nor voice note is shown any more. */
    void dropClips(TurnId id) {
        sql.sql("update turns set film_clip = null, voice_clip = null where id = ?")
                .param(id.value())
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
