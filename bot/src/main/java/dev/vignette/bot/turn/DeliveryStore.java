package dev.vignette.bot.turn;

import dev.vignette.bot.chat.Delivery;
import dev.vignette.bot.chat.DeliveryId;
import dev.vignette.bot.chat.PlatformMessageId;
import dev.vignette.bot.chat.TurnId;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code deliveries}: a row before anything is sent, one per turn and kind. */
final class DeliveryStore {
    /** A row. {@code attempts} counts failures. */
    record Row(DeliveryId id, Status status, int attempts) {}

    enum Status {
        PENDING,
        SENT,
        FAILED
    }

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

    boolean sent(TurnId turn, Delivery.Kind kind) {
        return find(turn, kind).filter(row -> row.status() == Status.SENT).isPresent();
    }

    void markSent(DeliveryId id, PlatformMessageId message, Instant now) {
        sql.sql("update deliveries set status = 'SENT', message_id = ?, sent_at = ? where id = ?")
                .params(message.value(), SqlTime.of(now), id.value())
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
