package dev.vignette.bot.turn;

import com.zaxxer.hikari.HikariDataSource;

class VoiceAnswersOnH2Test extends VoiceAnswers {
    @Override
    HikariDataSource database() {
        return TestDatabase.inMemory();
    }
}
