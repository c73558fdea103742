package dev.vignette.bot.manners;

import com.zaxxer.hikari.HikariDataSource;
import dev.vignette.bot.turn.PostgresServer;
import dev.vignette.bot.turn.TestDatabase;
import org.junit.jupiter.api.condition.EnabledIf;

@EnabledIf("dev.vignette.bot.turn.PostgresServer#installed")
class QuotasOnPostgresTest extends QuotasContract {
    @Override
    HikariDataSource database() {
        return TestDatabase.empty(PostgresServer.shared());
    }
}
