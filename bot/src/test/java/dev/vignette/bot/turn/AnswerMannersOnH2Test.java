package dev.vignette.bot.turn;

import com.zaxxer.hikari.HikariDataSource;

class AnswerMannersOnH2Test extends AnswerManners {
    @Override
    HikariDataSource database() {
        return TestDatabase.inMemory();
    }
}
