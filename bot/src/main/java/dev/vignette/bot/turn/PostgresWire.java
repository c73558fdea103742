package dev.vignette.bot.turn;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * {@code LISTEN}/{@code NOTIFY}: a hop between nodes costs milliseconds instead of a poll. One connection is kept for
 * listening; when it breaks, a new one is opened after {@value #RECONNECT_MILLIS} ms, and the schedulers poll meanwhile.
 */
final class PostgresWire implements NodeWire {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresWire.class);
    private static final String CHANNEL = "vignette_turns";
    private static final int MAX_PAYLOAD = 7999;
    private static final int LISTEN_MILLIS = 1000;
    private static final int RECONNECT_MILLIS = 1000;

    private final DataSource database;
    private final JdbcClient sql;
    private final String node;
    private final Consumer<NodePool> bells;
    private final TurnListener events;
    private volatile boolean closed;
    private volatile @Nullable Thread thread;

    /**
     * @param node a name that no other process has, by which a node knows its own words
     * @param bells hears other nodes ring
     * @param events hears what happened on other nodes
     */
    PostgresWire(DataSource database, String node, Consumer<NodePool> bells, TurnListener events) {
        this.database = database;
        this.sql = JdbcClient.create(database);
        this.node = node;
        this.bells = bells;
        this.events = events;
    }

    @Override
    public void ring(NodePool pool) {
        tell(node + "\tring\t" + pool.name());
    }

    @Override
    public void send(TurnEvent event) {
        tell(node + "\t" + EventLine.write(event));
    }

    private void tell(String payload) {
        if (payload.getBytes(StandardCharsets.UTF_8).length > MAX_PAYLOAD) {
            return;
        }
        try {
            sql.sql("select pg_notify(?, ?)")
                    .params(CHANNEL, payload)
                    .query((row, number) -> 0)
                    .list();
        } catch (DataAccessException e) {
            LOG.debug("Other nodes could not be told; they will find out by polling.", e);
        }
    }

    @Override
    public void start() {
        thread = Thread.ofVirtual().name("turns-listen").start(this::listen);
    }

    private void listen() {
        while (!closed) {
            try (Connection connection = database.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("listen " + CHANNEL);
                PGConnection postgres = connection.unwrap(PGConnection.class);
                while (!closed) {
                    for (PGNotification told : postgres.getNotifications(LISTEN_MILLIS)) {
                        hear(told.getParameter());
                    }
                }
                statement.execute("unlisten *");
            } catch (SQLException e) {
                pause(e);
            }
        }
    }

    private void pause(SQLException e) {
        if (closed) {
            return;
        }
        LOG.warn("The connection for listening broke ({}); the schedulers poll until it is back.", e.getMessage());
        try {
            Thread.sleep(RECONNECT_MILLIS);
        } catch (InterruptedException interrupt) {
            closed = true;
        }
    }

    private void hear(String payload) {
        int end = payload.indexOf('\t');
        if (end < 0 || payload.substring(0, end).equals(node)) {
            return;
        }
        String line = payload.substring(end + 1);
        try {
            if (line.startsWith("ring\t")) {
                bells.accept(NodePool.valueOf(line.substring(5)));
            } else {
                events.on(EventLine.read(line));
            }
        } catch (IllegalArgumentException e) {
            LOG.debug("A node of another version said what this one does not understand.", e);
        }
    }

    @Override
    public void close() {
        closed = true;
        Thread listening = thread;
        if (listening != null) {
            // Wakes the listener; an interrupt would break its connection.
            tell(node + "\tbye\t");
            try {
                listening.join(Duration.ofMillis(2L * LISTEN_MILLIS));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
