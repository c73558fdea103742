package dev.vignette.bot.turn;

import dev.vignette.bot.chat.Delivery;
import dev.vignette.bot.chat.DeliveryId;
import dev.vignette.bot.chat.PlatformMessageId;
import dev.vignette.bot.chat.TurnId;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code deliveries}: a row before anything is sent, one per turn and kind. */
final class DeliveryStore {
    /** A row. {@code attempts} counts failures. */
    record Row(DeliveryId id, Status status, int attempts) {}

    enum Status {
        PENDING,
        SENT,
        FAILED,
        /** Was sent and has been taken back, or has become another turn's. */
        GONE
    }

    /** Something that stands on the platform. */
    record Posted(DeliveryId id, Delivery.Kind kind, PlatformMessageId message, Instant sent) {}

    private final JdbcClient sql;

    DeliveryStore(JdbcClient sql) {
        this.sql = sql;
    }

    void insert(DeliveryId id, TurnId turn, Delivery.Kind kind, Instant now) {
        sql.sql("insert into deliveries (id, turn_id, kind, status, created_at) values (?, ?, ?, 'PENDING', ?)")
                .params(id.value(), turn.value(), kind.name(), SqlTime.of(now))
                .update();
    }

    Optional<Row> find(TurnId turn, Delivery.Kind kind) {
        return sql.sql("select id, status, attempts from deliveries where turn_id = ? and kind = ?")
                .params(turn.value(), kind.name())
                .query((row, number) -> new Row(
                        new DeliveryId(row.getString("id")),
                        Status.valueOf(row.getString("status")),
                        row.getInt("attempts")))
                .optional();
    }

    /** Whether it is still to be made and has not failed yet. */
    boolean untried(TurnId turn, Delivery.Kind kind) {
        return find(turn, kind)
                .filter(row -> row.status() == Status.PENDING && row.attempts() == 0)
                .isPresent();
    }

    boolean sent(TurnId turn, Delivery.Kind kind) {
        return find(turn, kind).filter(row -> row.status() == Status.SENT).isPresent();
    }

    void markSent(DeliveryId id, PlatformMessageId message, Instant now) {
        sql.sql("update deliveries set status = 'SENT', message_id = ?, sent_at = ? where id = ?")
                .params(message.value(), SqlTime.of(now), id.value())
                .update();
    }

    /** What stands on the platform of a turn. */
    List<Posted> posted(TurnId turn) {
        return posted("turn_id = ?", turn.value());
    }

    /** The message with the turn's text, if that stands there. */
    Optional<PlatformMessageId> text(TurnId turn) {
        return posted(turn).stream()
                .filter(post -> post.kind() == Delivery.Kind.TEXT)
                .map(Posted::message)
                .findFirst();
    }

    /** What stands on the platform of earlier revisions of the turn's message, latest first. */
    List<Posted> postedBefore(Turn turn) {
        return posted(
                "turn_id in (select id from turns where platform = ? and event_id = ? and revision < ?)",
                turn.platform().value(),
                turn.event().value(),
                turn.revision());
    }

    private List<Posted> posted(String where, Object... parameters) {
        return sql.sql("select id, kind, message_id, sent_at from deliveries where status = 'SENT' and " + where
                        + " order by sent_at desc")
                .params(parameters)
                .query((row, number) -> new Posted(
                        new DeliveryId(row.getString("id")),
                        Delivery.Kind.valueOf(row.getString("kind")),
                        new PlatformMessageId(row.getString("message_id")),
                        Objects.requireNonNull(SqlTime.get(row, "sent_at"))))
                .list();
    }

    void retracted(DeliveryId id) {
        sql.sql("update deliveries set status = 'GONE' where id = ?")
                .param(id.value())
                .update();
    }

    void markFailed(DeliveryId id, String detail) {
        sql.sql("update deliveries set status = 'FAILED', detail = ? where id = ?")
                .params(detail.substring(0, Math.min(detail.length(), 1000)), id.value())
                .update();
    }

    void attempted(DeliveryId id, int attempts) {
        sql.sql("update deliveries set attempts = ? where id = ?")
                .params(attempts, id.value())
                .update();
    }
}
