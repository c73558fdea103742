package dev.vignette.bot.turn;

import dev.vignette.bot.chat.ConversationId;
import dev.vignette.bot.chat.PlatformName;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What has been said in conversations, read from the turns themselves: a reply that was made again after a crash is there
 * once, and what is forgotten is forgotten here as well. Safe to use from any thread.
 */
public final class Exchanges {
    /** A message in words and what was answered. */
    public record Exchange(String said, String answered) {}

    private final JdbcClient sql;

    public Exchanges(DataSource database) {
        sql = JdbcClient.create(database);
    }

    /**
     * The last exchanges, oldest first.
     *
     * @param most how many at most
     * @param since older ones are left out
     * @param except answers of this provider are left out, with their questions
     */
    public List<Exchange> last(
            PlatformName platform, ConversationId conversation, int most, Instant since, String except) {
        return sql.sql("select heard_text, reply_full from turns where platform = ? and conversation_id = ?"
                        + " and heard_text is not null and reply_full is not null and reply_provider <> ?"
                        + " and replied_at >= ? order by arrival desc fetch first " + most + " rows only")
                .params(platform.value(), conversation.value(), except, SqlTime.of(since))
                .query((row, number) -> new Exchange(row.getString(1), row.getString(2)))
                .list()
                .reversed();
    }
}
