package dev.vignette.bot.manners;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.PropertyResolver;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The right to take an account's events, which one node has at a time: a row in the database that its holder renews and others
 * take over once it has run out. The holder stops ten seconds before that, so the nodes' clocks may differ by so much. Two nodes
 * that hold it all the same, for a moment, do no harm: what both take in is stored once. It spares the platform double
 * acknowledgements and fights over one poll.
 *
 * <p>Safe to use from any thread.
 */
public final class ConnectionLease implements AutoCloseable {
    /** After which others take over. */
    static final Duration TERM = Duration.ofSeconds(30);
    /** By which the holder stops earlier. */
    static final Duration MARGIN = Duration.ofSeconds(10);
    /** Between two looks at the row, by holders and others alike. */
    static final Duration INTERVAL = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionLease.class);

    private final JdbcClient sql;
    private final InstantSource clock;
    private final String account;
    private final String holder;
    private Instant heldUntil = Instant.MIN;
    private Instant next = Instant.MIN;
    /** How often this node has become the one. */
    private int taken;

    private boolean closed;
    private @Nullable ScheduledExecutorService keeper;

    /**
     * @param account of the bot on its platform, such as {@code telegram:12345}; no secret, at most 128 characters
     * @param holder this node's name, which no other has; at most 64 characters
     */
    public ConnectionLease(JdbcClient sql, InstantSource clock, String account, String holder) {
        this.sql = sql;
        this.clock = clock;
        this.account = account;
        this.holder = holder;
    }

    /**
     * What a node calls itself: its lasting name if it has one, so that it goes on at once after a crash. An H2 database belongs
     * to one process, and so do its leases.
     */
    public static String holder(PropertyResolver settings) {
        String node = settings.getProperty("vignette.turns.node", "");
        boolean alone = settings.getProperty("spring.datasource.url", "").startsWith("jdbc:h2:");
        if (!node.isBlank()) {
            return node.strip();
        }
        return alone ? "this-process" : UUID.randomUUID().toString();
    }

    /** Whether this node is the one; asks the database if it has not for a while, and takes or renews the lease if it can. */
    public synchronized boolean held() {
        Instant now = clock.instant();
        if (!closed && !now.isBefore(next)) {
            next = now.plus(INTERVAL);
            renew(now);
        }
        return now.isBefore(heldUntil);
    }

    private synchronized int taken() {
        return taken;
    }

    private void renew(Instant now) {
        boolean before = now.isBefore(heldUntil);
        try {
            if (take(now)) {
                heldUntil = now.plus(TERM).minus(MARGIN);
                if (!before) {
                    taken++;
                    LOG.info("This node takes the events of {}.", account);
                }
            } else {
                heldUntil = Instant.MIN;
                if (before) {
                    LOG.warn("Another node takes the events of {} now.", account);
                }
            }
        } catch (DataAccessException e) {
            LOG.warn(
                    "The lease of {} could not be renewed ({}).",
                    account,
                    e.getClass().getSimpleName());
        }
    }

    private boolean take(Instant now) {
        if (sql.sql("update connection_leases set holder = ?, held_until = ?"
                                + " where account = ? and (holder = ? or held_until <= ?)")
                        .params(holder, time(now.plus(TERM)), account, holder, time(now))
                        .update()
                > 0) {
            return true;
        }
        try {
            return sql.sql(
                                    "insert into connection_leases (account, holder, held_until)"
                                            + " select ?, ?, ? where not exists (select 1 from connection_leases where account = ?)")
                            .params(account, holder, time(now.plus(TERM)), account)
                            .update()
                    > 0;
        } catch (DuplicateKeyException e) {
            // Another node was first.
            return false;
        }
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }

    /**
     * Keeps the lease, or keeps trying to get it, until closed.
     *
     * @param taken run, on a thread of the lease's, each time when this node has become the one
     */
    public synchronized void keep(Runnable taken) {
        if (closed || keeper != null) {
            return;
        }
        keeper = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("lease-" + account).daemon().factory());
        var watch = new Runnable() {
            private int known;

            @Override
            public void run() {
                int now = held() ? taken() : known;
                if (now != known) {
                    known = now;
                    try {
                        taken.run();
                    } catch (RuntimeException e) {
                        LOG.error("What was to follow on taking the events of {} failed.", account, e);
                    }
                }
            }
        };
        var _ = keeper.scheduleWithFixedDelay(watch, 0, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Gives the lease back, so that another node can go on at once. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        heldUntil = Instant.MIN;
        if (keeper != null) {
            keeper.shutdownNow();
        }
        try {
            sql.sql("delete from connection_leases where account = ? and holder = ?")
                    .params(account, holder)
                    .update();
        } catch (DataAccessException e) {
            LOG.debug("A lease could not be given back; it runs out.", e);
        }
    }
}
