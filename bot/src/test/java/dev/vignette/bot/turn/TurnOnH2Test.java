package dev.vignette.bot.turn;

import com.zaxxer.hikari.HikariDataSource;

class TurnOnH2Test extends TurnContract {
    @Override
    HikariDataSource database() {
        return TestDatabase.inMemory();
    }
}
