package dev.vignette.bot.manners;

import dev.vignette.bot.chat.ConversationId;
import dev.vignette.bot.chat.PersonId;
import dev.vignette.bot.chat.PlatformName;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The tables {@code chat_preferences} and {@code chat_greetings}. */
final class PreferenceStore {
    private final JdbcClient sql;

    PreferenceStore(JdbcClient sql) {
        this.sql = sql;
    }

    Preferences of(PlatformName platform, PersonId person) {
        return find(platform, "PERSON", person.value());
    }

    Preferences of(PlatformName platform, ConversationId chat) {
        return find(platform, "CHAT", chat.value());
    }

    void save(PlatformName platform, PersonId person, Preferences preferences) {
        save(platform, "PERSON", person.value(), preferences);
    }

    void save(PlatformName platform, ConversationId chat, Preferences preferences) {
        save(platform, "CHAT", chat.value(), preferences);
    }

    void forget(PlatformName platform, PersonId person) {
        delete(platform, "PERSON", person.value());
    }

    /** Whether nobody has been greeted in this chat yet; asked once, it is so no more. */
    boolean greets(PlatformName platform, ConversationId chat) {
        if (sql.sql("select count(*) from chat_greetings where platform = ? and conversation_id = ?")
                        .params(platform.value(), chat.value())
                        .query(Integer.class)
                        .single()
                > 0) {
            return false;
        }
        try {
            sql.sql("insert into chat_greetings (platform, conversation_id) values (?, ?)")
                    .params(platform.value(), chat.value())
                    .update();
            return true;
        } catch (DuplicateKeyException e) {
            return false;
        }
    }

    private Preferences find(PlatformName platform, String scope, String id) {
        return sql.sql("select * from chat_preferences where platform = ? and scope = ? and id = ?")
                .params(platform.value(), scope, id)
                .query((row, number) -> preferences(row))
                .optional()
                .orElse(Preferences.NONE);
    }

    private static Preferences preferences(ResultSet row) throws SQLException {
        String form = row.getString("form");
        return new Preferences(
                form == null ? null : AnswerChoice.valueOf(form),
                row.getString("language"),
                row.getBoolean("quiet"),
                row.getBoolean("free"),
                row.getString("speaker"));
    }

    private void save(PlatformName platform, String scope, String id, Preferences preferences) {
        if (update(platform, scope, id, preferences) == 0) {
            try {
                sql.sql("insert into chat_preferences (platform, scope, id) values (?, ?, ?)")
                        .params(platform.value(), scope, id)
                        .update();
            } catch (DuplicateKeyException e) {
                // Another node was first; the update decides.
            }
            update(platform, scope, id, preferences);
        }
    }

    private int update(PlatformName platform, String scope, String id, Preferences preferences) {
        return sql.sql("update chat_preferences set form = ?, language = ?, speaker = ?, quiet = ?, free = ?"
                        + " where platform = ? and scope = ? and id = ?")
                .param(preferences.form() == null ? null : preferences.form().name())
                .param(preferences.language())
                .param(preferences.speaker())
                .params(preferences.quiet(), preferences.free(), platform.value(), scope, id)
                .update();
    }

    private void delete(PlatformName platform, String scope, String id) {
        sql.sql("delete from chat_preferences where platform = ? and scope = ? and id = ?")
                .params(platform.value(), scope, id)
                .update();
    }
}
