package dev.vignette.bot.lending;

import com.zaxxer.hikari.HikariDataSource;
import dev.vignette.bot.turn.PostgresServer;
import dev.vignette.bot.turn.TestDatabase;
import org.junit.jupiter.api.condition.EnabledIf;

@EnabledIf("dev.vignette.bot.turn.PostgresServer#installed")
class VoiceLendingOnPostgresTest extends VoiceLendingContract {
    @Override
    HikariDataSource database() {
        return TestDatabase.empty(PostgresServer.shared());
    }
}
