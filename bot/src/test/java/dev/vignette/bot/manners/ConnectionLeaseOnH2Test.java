package dev.vignette.bot.manners;

import com.zaxxer.hikari.HikariDataSource;
import dev.vignette.bot.turn.TestDatabase;

class ConnectionLeaseOnH2Test extends ConnectionLeaseContract {
    @Override
    HikariDataSource database() {
        return TestDatabase.inMemory();
    }

    @Override
    HikariDataSource reopened() {
        return TestDatabase.open("jdbc:h2:mem:turns;DB_CLOSE_DELAY=-1", "sa", 4);
    }
}
