package dev.vignette.bot.turn;

import dev.vignette.bot.chat.ConversationId;
import dev.vignette.bot.chat.PlatformName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code conversations}. */
final class ConversationStore {
    private final JdbcClient sql;

    ConversationStore(JdbcClient sql) {
        this.sql = sql;
    }

    Optional<Conversation> find(PlatformName platform, ConversationId id) {
        return sql.sql("select * from conversations where platform = ? and id = ?")
                .params(platform.value(), id.value())
                .query((row, number) -> conversation(row))
                .optional();
    }

    /** Outside of a transaction, which a loser of a race would spoil. */
    void insertIfNew(PlatformName platform, ConversationId id, String avatar, @Nullable String language, Instant now) {
        try {
            sql.sql("insert into conversations (platform, id, avatar, language, created_at) values (?, ?, ?, ?, ?)")
                    .params(platform.value(), id.value(), avatar)
                    .param(language)
                    .param(SqlTime.of(now))
                    .update();
        } catch (DuplicateKeyException e) {
            // Somebody else was first, which is as good.
        }
    }

    boolean setAvatar(PlatformName platform, ConversationId id, String avatar) {
        return sql.sql("update conversations set avatar = ? where platform = ? and id = ?")
                        .params(avatar, platform.value(), id.value())
                        .update()
                == 1;
    }

    boolean delete(PlatformName platform, ConversationId id) {
        return sql.sql("delete from conversations where platform = ? and id = ?")
                        .params(platform.value(), id.value())
                        .update()
                == 1;
    }

    /** Conversations that began before {@code limit} and in which nothing is left. */
    List<Conversation> emptyBefore(Instant limit) {
        return sql.sql("select * from conversations c where created_at < ? and not exists (select 1 from turns t"
                        + " where t.platform = c.platform and t.conversation_id = c.id)")
                .param(SqlTime.of(limit))
                .query((row, number) -> conversation(row))
                .list();
    }

    private static Conversation conversation(ResultSet row) throws SQLException {
        return new Conversation(
                new PlatformName(row.getString("platform")),
                new ConversationId(row.getString("id")),
                row.getString("avatar"),
                row.getString("language"),
                Objects.requireNonNull(SqlTime.get(row, "created_at")));
    }
}
