package dev.vignette.bot.telegram;

import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code telegram_files}: clips that Telegram has already, so that a repeat uploads nothing. Ids are the bot's own. */
final class FileLedger {
    /** As what a clip was sent. */
    enum Kind {
        NOTE,
        VIDEO,
        VOICE,
        DOCUMENT
    }

    private final JdbcClient sql;
    private final long bot;

    FileLedger(JdbcClient sql, long bot) {
        this.sql = sql;
        this.bot = bot;
    }

    Optional<String> find(String clip, Kind kind) {
        return sql.sql("select file_id from telegram_files where bot = ? and clip = ? and kind = ?")
                .params(bot, clip, kind.name())
                .query(String.class)
                .optional();
    }

    void keep(String clip, Kind kind, String file) {
        drop(clip, kind);
        try {
            sql.sql("insert into telegram_files (bot, clip, kind, file_id) values (?, ?, ?, ?)")
                    .params(bot, clip, kind.name(), file)
                    .update();
        } catch (DuplicateKeyException e) {
            // Sent twice at the same moment: either id will do.
        }
    }

    /** All that is kept of the clip. */
    void drop(String clip) {
        sql.sql("delete from telegram_files where bot = ? and clip = ?")
                .params(bot, clip)
                .update();
    }

    void drop(String clip, Kind kind) {
        sql.sql("delete from telegram_files where bot = ? and clip = ? and kind = ?")
                .params(bot, clip, kind.name())
                .update();
    }
}
