package dev.vignette.bot.turn;

import com.github.kagkarlsson.scheduler.jdbc.DefaultJdbcCustomization;
import com.github.kagkarlsson.scheduler.jdbc.JdbcCustomization;
import com.github.kagkarlsson.scheduler.jdbc.PostgreSqlJdbcCustomization;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What differs between the two databases that turns live in. */
enum Database {
    /** A file that one process owns. */
    H2,
    /** A server that several nodes share. */
    POSTGRESQL;

    private static final Logger LOG = LoggerFactory.getLogger(Database.class);

    static Database of(DataSource source) {
        try (Connection connection = source.getConnection()) {
            String product = connection.getMetaData().getDatabaseProductName();
            return switch (product) {
                case "H2" -> H2;
                case "PostgreSQL" -> POSTGRESQL;
                default ->
                    throw new IllegalStateException("Vignette keeps its turns in H2 or PostgreSQL, not in " + product
                            + ". Change spring.datasource.url.");
            };
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "The database of spring.datasource.url cannot be reached. Is it running, and are name and password"
                            + " right?",
                    e);
        }
    }

    /** How db-scheduler is to talk to it; its own detection does not know H2 and warns. */
    JdbcCustomization customization() {
        return this == H2 ? new DefaultJdbcCustomization(false) : new PostgreSqlJdbcCustomization(false, false);
    }

    /**
     * Makes commits last. H2 keeps them in memory for half a second otherwise, and a killed process would lose messages that
     * it has acknowledged.
     */
    void makeDurable(JdbcClient sql) {
        if (this == H2) {
            sql.sql("set write_delay 0").update();
        }
    }

    /**
     * Tells the schedulers, before they start, that tasks of this node's earlier life are dead, rather than let them wait for
     * the heartbeats that will not come.
     *
     * @param node this node's lasting name; empty if it has none
     */
    void buryOwnDead(JdbcClient sql, String node) {
        for (NodePool pool : NodePool.values()) {
            String dead = "update " + pool.table() + " set last_heartbeat = ? where picked = true";
            int tasks = 0;
            if (this == H2) {
                tasks = sql.sql(dead).param(SqlTime.of(Instant.EPOCH)).update();
            } else if (!node.isEmpty()) {
                tasks = sql.sql(dead + " and picked_by = ?")
                        .params(SqlTime.of(Instant.EPOCH), node)
                        .update();
            }
            if (tasks > 0) {
                LOG.info("{} tasks in {} were left by this node's earlier life; they go on now.", tasks, pool.table());
            }
        }
    }
}
