package dev.vignette.bot.turn;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code paces}. Two nodes that measure at the same moment may lose one sample; a moving average forgives that. */
final class PaceStore {
    private final JdbcClient sql;

    PaceStore(JdbcClient sql) {
        this.sql = sql;
    }

    Map<String, Double> all() {
        Map<String, Double> paces = new HashMap<>();
        sql.sql("select what, value_ from paces").query(row -> {
            paces.put(row.getString(1), row.getDouble(2));
        });
        return paces;
    }

    /** Moves the average by {@code weight} towards {@code sample}; the first sample is the average. */
    void sample(String what, double sample, double weight, Instant now) {
        if (sql.sql("update paces set value_ = value_ + ? * (? - value_), samples = samples + 1, measured_at = ?"
                                + " where what = ?")
                        .params(weight, sample, SqlTime.of(now), what)
                        .update()
                == 0) {
            try {
                sql.sql("insert into paces (what, value_, samples, measured_at) values (?, ?, 1, ?)")
                        .params(what, sample, SqlTime.of(now))
                        .update();
            } catch (DuplicateKeyException e) {
                // Another node has measured first.
            }
        }
    }
}
