package dev.vignette.bot.discord;

import dev.vignette.bot.chat.ConversationId;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Up to which message each conversation has been taken in, so that what was said while the bot was away can be fetched. A mark
 * never passes a message that is still to be stored. Safe to use from any thread.
 */
final class Watermarks {
    private static final Logger LOG = LoggerFactory.getLogger(Watermarks.class);
    private static final int MOST = 200;

    /** A conversation and its last message that was taken in. */
    record Mark(ConversationId conversation, long message) {}

    /** What is known of one conversation: the messages that are still open, and the highest that is done. */
    private static final class Progress {
        private final TreeSet<Long> open = new TreeSet<>();
        private long done;
        private long written;

        private long mark() {
            return open.isEmpty() ? done : Math.min(done, open.first() - 1);
        }
    }

    private final JdbcClient sql;
    private final InstantSource clock;
    private final Map<ConversationId, Progress> conversations = new HashMap<>();

    Watermarks(JdbcClient sql, InstantSource clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /** A message has come and is to be stored. */
    synchronized void open(ConversationId conversation, long message) {
        conversations.computeIfAbsent(conversation, key -> new Progress()).open.add(message);
    }

    /** It is stored. */
    synchronized void done(ConversationId conversation, long message) {
        Progress progress = conversations.computeIfAbsent(conversation, key -> new Progress());
        progress.open.remove(message);
        progress.done = Math.max(progress.done, message);
        long mark = progress.mark();
        if (mark > progress.written) {
            write(conversation, mark);
            progress.written = mark;
        }
        if (progress.open.isEmpty() && conversations.size() > 10_000) {
            conversations.remove(conversation);
        }
    }

    /** Somebody has said something that is none of the bot's business; written down only at {@link #flush}. */
    synchronized void passed(ConversationId conversation, long message) {
        Progress progress = conversations.get(conversation);
        if (progress != null) {
            progress.done = Math.max(progress.done, message);
        }
    }

    /** A message that was open is none that matters. */
    synchronized void settle(ConversationId conversation, long message) {
        Progress progress = conversations.get(conversation);
        if (progress != null) {
            progress.open.remove(message);
        }
    }

    /** Writes down what {@link #passed} has noted. */
    synchronized void flush() {
        conversations.forEach((conversation, progress) -> {
            long mark = progress.mark();
            // Where nobody has ever been answered there is nothing to come back to.
            if (progress.written > 0 && mark > progress.written) {
                write(conversation, mark);
                progress.written = mark;
            }
        });
    }

    private void write(ConversationId conversation, long mark) {
        try {
            int known = sql.sql("update discord_watermarks set message_id = ?, seen_at = ? where conversation_id = ?"
                            + " and message_id < ?")
                    .params(mark, clock.instant().atOffset(ZoneOffset.UTC), conversation.value(), mark)
                    .update();
            if (known == 0 && !known(conversation)) {
                sql.sql("insert into discord_watermarks (conversation_id, message_id, seen_at) values (?, ?, ?)")
                        .params(conversation.value(), mark, clock.instant().atOffset(ZoneOffset.UTC))
                        .update();
            }
        } catch (DataAccessException e) {
            // An older mark only means that messages are looked at twice.
            LOG.warn("A watermark could not be written ({}).", e.getClass().getSimpleName());
        }
    }

    private boolean known(ConversationId conversation) {
        return sql.sql("select count(*) from discord_watermarks where conversation_id = ?")
                        .param(conversation.value())
                        .query(Integer.class)
                        .single()
                > 0;
    }

    /** The marks of the conversations that were active last. */
    List<Mark> all() {
        return sql.sql("select conversation_id, message_id from discord_watermarks order by seen_at desc limit " + MOST)
                .query((row, number) ->
                        new Mark(new ConversationId(row.getString("conversation_id")), row.getLong("message_id")))
                .list();
    }

    /** The person wants nothing kept. */
    synchronized void forget(ConversationId conversation) {
        conversations.remove(conversation);
        sql.sql("delete from discord_watermarks where conversation_id = ?")
                .param(conversation.value())
                .update();
    }
}
