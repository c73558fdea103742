package dev.vignette.bot.manners;

import com.zaxxer.hikari.HikariDataSource;
import dev.vignette.bot.turn.TestDatabase;

class QuotasOnH2Test extends QuotasContract {
    @Override
    HikariDataSource database() {
        return TestDatabase.inMemory();
    }
}
