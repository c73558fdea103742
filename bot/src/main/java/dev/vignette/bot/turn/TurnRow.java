package dev.vignette.bot.turn;

import static java.util.Objects.requireNonNull;

import dev.vignette.bot.chat.AnswerForm;
import dev.vignette.bot.chat.ConversationId;
import dev.vignette.bot.chat.EventId;
import dev.vignette.bot.chat.PersonId;
import dev.vignette.bot.chat.PlatformName;
import dev.vignette.bot.chat.TurnId;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;

/** A row of {@code turns} as a {@link Turn}. */
final class TurnRow implements RowMapper<Turn> {
    @Override
    public Turn mapRow(ResultSet row, int number) throws SQLException {
        String noteType = row.getString("note_type");
        return new Turn(
                new TurnId(text(row, "id")),
                row.getLong("arrival"),
                new PlatformName(text(row, "platform")),
                new ConversationId(text(row, "conversation_id")),
                new PersonId(text(row, "person_id")),
                new EventId(text(row, "event_id")),
                row.getLong("revision"),
                AnswerForm.valueOf(text(row, "form")),
                row.getBoolean("verbatim"),
                TurnState.valueOf(text(row, "state")),
                row.getString("person_text"),
                noteType == null
                        ? null
                        : new Turn.NoteRef(noteType, row.getLong("note_size"), row.getString("note_reference")),
                row.getString("language_hint"),
                text(row, "avatar"),
                row.getString("speaker"),
                heard(row),
                reply(row),
                film(row),
                row.getString("voice_clip"),
                Duration.ofMillis(row.getLong("voice_millis")),
                SqlTime.get(row, "line_at"),
                row.getInt("attempts"),
                ending(row),
                new Turn.Moments(
                        requireNonNull(SqlTime.get(row, "received_at")),
                        SqlTime.get(row, "heard_at"),
                        SqlTime.get(row, "replied_at"),
                        SqlTime.get(row, "text_at"),
                        SqlTime.get(row, "render_at"),
                        SqlTime.get(row, "rendered_at"),
                        SqlTime.get(row, "ended_at")));
    }

    private static @Nullable Heard heard(ResultSet row) throws SQLException {
        String text = row.getString("heard_text");
        return text == null ? null : new Heard(text, row.getString("heard_language"));
    }

    private static @Nullable Reply reply(ResultSet row) throws SQLException {
        String full = row.getString("reply_full");
        return full == null
                ? null
                : new Reply(full, text(row, "reply_spoken"), text(row, "reply_language"), text(row, "reply_provider"));
    }

    private static @Nullable Film film(ResultSet row) throws SQLException {
        String clip = row.getString("film_clip");
        return clip == null
                ? null
                : new Film(
                        clip,
                        URI.create(text(row, "film_location")),
                        Duration.ofMillis(row.getLong("film_millis")),
                        row.getBoolean("film_cached"),
                        FlatMap.read(text(row, "film_engines"), value -> value),
                        FlatMap.read(text(row, "film_timings"), value -> Duration.ofMillis(Long.parseLong(value))));
    }

    private static Turn.@Nullable Ending ending(ResultSet row) throws SQLException {
        String reason = row.getString("reason");
        return reason == null ? null : new Turn.Ending(Reason.valueOf(reason), text(row, "detail"));
    }

    private static String text(ResultSet row, String column) throws SQLException {
        return requireNonNull(row.getString(column), column);
    }
}
