package dev.vignette.bot.manners;

import com.zaxxer.hikari.HikariDataSource;
import dev.vignette.bot.turn.PostgresServer;
import dev.vignette.bot.turn.TestDatabase;
import org.junit.jupiter.api.condition.EnabledIf;

@EnabledIf("dev.vignette.bot.turn.PostgresServer#installed")
class ConnectionLeaseOnPostgresTest extends ConnectionLeaseContract {
    @Override
    HikariDataSource database() {
        return TestDatabase.empty(PostgresServer.shared());
    }

    @Override
    HikariDataSource reopened() {
        return TestDatabase.open(
                PostgresServer.shared().url(), PostgresServer.shared().user(), 4);
    }
}
