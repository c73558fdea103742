package dev.vignette.bot.manners;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.env.MockEnvironment;

/** Two nodes and one account, on either database. */
abstract class ConnectionLeaseContract {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-22T12:00:00Z"));
    private HikariDataSource database;

    abstract HikariDataSource database();

    @BeforeEach
    void open() {
        database = database();
    }

    @AfterEach
    void close() {
        database.close();
    }

    private ConnectionLease lease(String account, String holder) {
        return new ConnectionLease(JdbcClient.create(database), now::get, account, holder);
    }

    private void pass(Duration time) {
        now.updateAndGet(instant -> instant.plus(time));
    }

    @Test
    void oneHoldsItAndRenewsItForAsLongAsItLooks() {
        ConnectionLease first = lease("telegram:1", "a");
        ConnectionLease second = lease("telegram:1", "b");
        for (int i = 0; i < 20; i++) {
            assertThat(first.held()).isTrue();
            assertThat(second.held()).isFalse();
            pass(ConnectionLease.INTERVAL);
        }
        assertThat(lease("telegram:2", "b").held()).as("another account").isTrue();
    }

    @Test
    void theHolderStopsBeforeTheOtherBegins() {
        ConnectionLease first = lease("telegram:1", "a");
        ConnectionLease second = lease("telegram:1", "b");
        assertThat(first.held()).isTrue();
        // The first hangs, or cannot reach the database.
        database.close();
        pass(ConnectionLease.TERM.minus(ConnectionLease.MARGIN).minusMillis(1));
        assertThat(first.held()).isTrue();
        pass(Duration.ofMillis(1));
        assertThat(first.held()).isFalse();
        database = reopened();
        second = lease("telegram:1", "b");
        assertThat(second.held()).isFalse();
        pass(ConnectionLease.MARGIN);
        assertThat(second.held()).isTrue();
        assertThat(lease("telegram:1", "a").held())
                .as("the first is back, too late")
                .isFalse();
    }

    /** The same database with what is in it. */
    abstract HikariDataSource reopened();

    @Test
    void givenBackItIsTakenAtOnce() {
        ConnectionLease first = lease("discord:1", "a");
        ConnectionLease second = lease("discord:1", "b");
        assertThat(first.held()).isTrue();
        assertThat(second.held()).isFalse();
        second.close();
        pass(ConnectionLease.INTERVAL);
        assertThat(first.held()).as("only the holder gives back").isTrue();
        first.close();
        assertThat(first.held()).isFalse();
        assertThat(lease("discord:1", "c").held()).isTrue();
    }

    @Test
    void aNodeWithALastingNameGoesOnAtOnceAfterACrash() {
        assertThat(lease("telegram:1", "a").held()).isTrue();
        assertThat(lease("telegram:1", "a").held()).isTrue();
        var h2 = new MockEnvironment().withProperty("spring.datasource.url", "jdbc:h2:file:/x");
        var shared = new MockEnvironment().withProperty("spring.datasource.url", "jdbc:postgresql://db/x");
        assertThat(ConnectionLease.holder(h2)).isEqualTo(ConnectionLease.holder(h2));
        assertThat(ConnectionLease.holder(shared)).isNotEqualTo(ConnectionLease.holder(shared));
        shared.setProperty("vignette.turns.node", "west-1");
        assertThat(ConnectionLease.holder(shared)).isEqualTo("west-1");
    }

    @Test
    void ofManyThatStartTogetherOneGetsIt() throws Exception {
        var together = new CountDownLatch(1);
        try (ExecutorService nodes = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> held = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                ConnectionLease lease = lease("telegram:1", "node " + i);
                held.add(nodes.submit(() -> {
                    together.await();
                    return lease.held();
                }));
            }
            together.countDown();
            int holders = 0;
            for (Future<Boolean> each : held) {
                holders += each.get(30, TimeUnit.SECONDS) ? 1 : 0;
            }
            assertThat(holders).isEqualTo(1);
        }
    }

    @Test
    void whoeverWaitsIsToldWhenItIsItsTurn() throws Exception {
        var taken = new CountDownLatch(1);
        try (ConnectionLease lease = lease("discord:1", "a")) {
            lease.keep(taken::countDown);
            assertThat(taken.await(15, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(JdbcClient.create(database)
                        .sql("select count(*) from connection_leases")
                        .query(Integer.class)
                        .single())
                .isZero();
    }
}
