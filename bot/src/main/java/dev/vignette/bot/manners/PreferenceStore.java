package dev.vignette.bot.manners;

import dev.vignette.bot.chat.PlatformName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.UnaryOperator;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The tables {@code chat_preferences} and {@code chat_greetings}. */
final class PreferenceStore {
    private final JdbcClient sql;

    PreferenceStore(JdbcClient sql) {
        this.sql = sql;
    }

    Preferences of(Scope scope, Caller caller) {
        return find(caller.platform(), scope, scope.id(caller));
    }

    /** Puts in the place of what was chosen what {@code change} makes of it, and returns that. */
    Preferences change(Scope scope, Caller caller, UnaryOperator<Preferences> change) {
        Preferences changed = change.apply(of(scope, caller));
        save(caller.platform(), scope, scope.id(caller), changed);
        return changed;
    }

    void forget(Scope scope, Caller caller) {
        sql.sql("delete from chat_preferences where platform = ? and scope = ? and id = ?")
                .params(caller.platform().value(), scope.name(), scope.id(caller))
                .update();
    }

    /** Whether nobody has been greeted in the caller's chat yet; asked once, it is so no more. */
    boolean greets(Caller caller) {
        String platform = caller.platform().value();
        String chat = caller.chat().value();
        if (sql.sql("select count(*) from chat_greetings where platform = ? and conversation_id = ?")
                        .params(platform, chat)
                        .query(Integer.class)
                        .single()
                > 0) {
            return false;
        }
        try {
            sql.sql("insert into chat_greetings (platform, conversation_id) values (?, ?)")
                    .params(platform, chat)
                    .update();
            return true;
        } catch (DuplicateKeyException e) {
            return false;
        }
    }

    private Preferences find(PlatformName platform, Scope scope, String id) {
        return sql.sql("select * from chat_preferences where platform = ? and scope = ? and id = ?")
                .params(platform.value(), scope.name(), id)
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

    private void save(PlatformName platform, Scope scope, String id, Preferences preferences) {
        if (update(platform, scope, id, preferences) == 0) {
            try {
                sql.sql("insert into chat_preferences (platform, scope, id) values (?, ?, ?)")
                        .params(platform.value(), scope.name(), id)
                        .update();
            } catch (DuplicateKeyException e) {
                // Another node was first; the update decides.
            }
            update(platform, scope, id, preferences);
        }
    }

    private int update(PlatformName platform, Scope scope, String id, Preferences preferences) {
        return sql.sql("update chat_preferences set form = ?, language = ?, speaker = ?, quiet = ?, free = ?"
                        + " where platform = ? and scope = ? and id = ?")
                .param(preferences.form() == null ? null : preferences.form().name())
                .param(preferences.language())
                .param(preferences.speaker())
                .params(preferences.quiet(), preferences.free(), platform.value(), scope.name(), id)
                .update();
    }
}
