package dev.vignette.bot.lending;

import com.zaxxer.hikari.HikariDataSource;
import dev.vignette.bot.turn.TestDatabase;

class VoiceLendingOnH2Test extends VoiceLendingContract {
    @Override
    HikariDataSource database() {
        return TestDatabase.inMemory();
    }
}
