package dev.vignette.bot.turn;

import com.zaxxer.hikari.HikariDataSource;
import org.junit.jupiter.api.condition.EnabledIf;

@EnabledIf("dev.vignette.bot.turn.PostgresServer#installed")
class TurnFailureOnPostgresTest extends TurnFailureContract {
    @Override
    HikariDataSource database() {
        return TestDatabase.empty(PostgresServer.shared());
    }
}
