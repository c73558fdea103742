package dev.vignette.bot.webchat;

import dev.vignette.bot.chat.ConversationId;
import dev.vignette.bot.chat.Delivery;
import dev.vignette.bot.chat.PlatformMessageId;
import dev.vignette.bot.chat.TurnId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table {@code web_posts}: what pages show of the answers. */
@Component
class WebPosts {
    /** A post; a turn has at most one of each kind. */
    record Post(TurnId turn, Delivery.Kind kind, String body, String language, Instant at) {}

    private final JdbcClient sql;
    private final InstantSource clock;

    @Autowired
    WebPosts(JdbcClient sql, ObjectProvider<InstantSource> clock) {
        this(sql, clock.getIfAvailable(InstantSource::system));
    }

    WebPosts(JdbcClient sql, InstantSource clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /** Posts, or does nothing if it is posted already. */
    void post(Delivery delivery) {
        try {
            sql.sql("insert into web_posts (turn_id, kind, id, body, language, posted_at) values (?, ?, ?, ?, ?, ?)")
                    .params(
                            delivery.turn().value(),
                            delivery.kind().name(),
                            delivery.id().value(),
                            delivery.text(),
                            delivery.language(),
                            clock.instant().atOffset(ZoneOffset.UTC))
                    .update();
        } catch (DuplicateKeyException e) {
            // Posted before a crash that kept us from noting it.
        }
    }

    void remove(PlatformMessageId message) {
        sql.sql("delete from web_posts where id = ?").param(message.value()).update();
    }

    List<Post> of(TurnId turn) {
        return sql.sql("select * from web_posts where turn_id = ?")
                .param(turn.value())
                .query(WebPosts::post)
                .list();
    }

    List<Post> of(ConversationId conversation) {
        return sql.sql("select p.* from web_posts p join turns t on t.id = p.turn_id"
                        + " where t.platform = ? and t.conversation_id = ?")
                .params(WebPlatform.NAME.value(), conversation.value())
                .query(WebPosts::post)
                .list();
    }

    private static Post post(ResultSet row, int number) throws SQLException {
        return new Post(
                new TurnId(row.getString("turn_id")),
                Delivery.Kind.valueOf(row.getString("kind")),
                row.getString("body"),
                row.getString("language"),
                row.getObject("posted_at", OffsetDateTime.class).toInstant());
    }
}
