package dev.vignette.bot.turn;

import com.zaxxer.hikari.HikariDataSource;

class TurnFailureOnH2Test extends TurnFailureContract {
    @Override
    HikariDataSource database() {
        return TestDatabase.inMemory();
    }
}
