package dev.vignette.bot.turn;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Migrated databases, in the same way as Spring Boot migrates them. */
public final class TestDatabase {
    private static final Set<String> MIGRATED = ConcurrentHashMap.newKeySet();

    private TestDatabase() {}

    /** The JVM's own database, emptied of what earlier tests have left. */
    public static HikariDataSource inMemory() {
        return empty("jdbc:h2:mem:turns;DB_CLOSE_DELAY=-1", "sa");
    }

    /** The server's database, emptied of what earlier tests have left. */
    public static HikariDataSource empty(PostgresServer server) {
        return empty(server.url(), server.user());
    }

    private static HikariDataSource empty(String url, String user) {
        HikariDataSource source = open(url, user, 10);
        JdbcClient sql = JdbcClient.create(source);
        for (String table : List.of(
                "conversations",
                "turns",
                "paces",
                "delivery_tasks",
                "render_tasks",
                "chat_preferences",
                "chat_greetings",
                "status_posts",
                "telegram_files",
                "connection_leases",
                "chat_buckets",
                "voice_loans",
                "voice_loan_codes")) {
            sql.sql("delete from " + table).update();
        }
        return source;
    }

    public static HikariDataSource open(String url, String user, int connections) {
        var config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername(user);
        config.setMaximumPoolSize(connections);
        config.setMinimumIdle(1);
        var source = new HikariDataSource(config);
        if (MIGRATED.add(url)) {
            Flyway.configure().dataSource(source).load().migrate();
        }
        return source;
    }
}
