package dev.vignette.bot.discord;

import dev.vignette.bot.chat.EventId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The tokens by which the uses of commands are answered, good for fifteen minutes; kept in the database so that an answer finds
 * its place after a restart. Safe to use from any thread.
 */
final class Tickets {
    /** Discord's fifteen minutes, less what a large upload takes. */
    static final Duration GOOD_FOR = Duration.ofMinutes(14);

    private final JdbcClient sql;
    private final InstantSource clock;

    Tickets(JdbcClient sql, InstantSource clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /** Keeps a ticket in the place of any earlier one, and lets go of those that are good no more. */
    void keep(EventId event, String token, Instant issued) {
        sql.sql("delete from discord_tickets where good_until < ?")
                .param(time(clock.instant()))
                .update();
        drop(event);
        try {
            sql.sql("insert into discord_tickets (event_id, token, good_until) values (?, ?, ?)")
                    .params(event.value(), token, time(issued.plus(GOOD_FOR)))
                    .update();
        } catch (DuplicateKeyException e) {
            // The gateway has sent it twice at the same moment; the ticket is the same.
        }
    }

    /** The token is good for nothing. */
    void drop(EventId event) {
        sql.sql("delete from discord_tickets where event_id = ?")
                .param(event.value())
                .update();
    }

    /** The token, if it is still good. */
    Optional<String> find(EventId event) {
        return sql.sql("select token from discord_tickets where event_id = ? and good_until >= ?")
                .params(event.value(), time(clock.instant()))
                .query(String.class)
                .optional();
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
