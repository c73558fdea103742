package dev.vignette.bot.turn;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import org.junit.jupiter.api.AfterEach;

/** A node on an empty database, driven by hand and by a clock that the test moves. */
abstract class TurnFixture {
    final ManualNode node = new ManualNode(database());

    /** A migrated database without any turns. */
    abstract HikariDataSource database();

    @AfterEach
    void close() {
        node.close();
    }

    void assertNothingIsLeft() {
        for (NodePool pool : NodePool.values()) {
            assertThat(node.scheduler(pool).getScheduledExecutions()).isEmpty();
        }
    }
}
