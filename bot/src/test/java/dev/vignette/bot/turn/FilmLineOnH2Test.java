package dev.vignette.bot.turn;

import com.zaxxer.hikari.HikariDataSource;

class FilmLineOnH2Test extends FilmLineContract {
    @Override
    HikariDataSource database() {
        return TestDatabase.inMemory();
    }
}
