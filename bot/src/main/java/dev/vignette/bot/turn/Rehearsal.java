package dev.vignette.bot.turn;

import com.zaxxer.hikari.HikariDataSource;
import dev.vignette.bot.chat.ChatPlatform;
import dev.vignette.bot.chat.Inbox;
import dev.vignette.bot.chat.TurnId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import javax.sql.DataSource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.init.DatabasePopulatorUtils;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/**
 * A node of its own on a database in memory, for practice: turns go through the very code that carries people's, so that it
 * is loaded and compiled before people come, but nothing is kept, counted, filmed or said to anybody. Closing it forgets
 * everything.
 */
public final class Rehearsal implements AutoCloseable {
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final int CONNECTIONS = 8;

    private final HikariDataSource database;
    private final TurnNode node;

    /**
     * @param replies what answers, remembering in the database that it is given
     * @param platform where answers are posted: in the database that it is given
     */
    public Rehearsal(Function<DataSource, Replies> replies, Function<JdbcClient, ChatPlatform> platform) {
        database = new HikariDataSource();
        database.setJdbcUrl("jdbc:h2:mem:" + TurnId.random(new SecureRandom()) + ";DB_CLOSE_DELAY=-1");
        database.setPoolName("rehearsal");
        database.setMaximumPoolSize(CONNECTIONS);
        try {
            DatabasePopulatorUtils.execute(new ResourceDatabasePopulator(migrations()), database);
            node = new TurnNode(
                    database,
                    new TurnSettings(4, 1, SOON, SOON.multipliedBy(10), "", SOON, Duration.ofDays(1), "nobody"),
                    NodeRole.ALL,
                    new TurnNode.Ports(
                            new NoHearing(),
                            replies.apply(database),
                            new NoFilms(),
                            List.of(platform.apply(JdbcClient.create(database)))),
                    new TurnNode.Surroundings(new SimpleMeterRegistry(), InstantSource.system(), new SecureRandom()));
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
        node.start();
    }

    /** The tables, as Flyway would make them, but without its notes in the log. */
    private static Resource[] migrations() {
        try {
            Resource[] found = new PathMatchingResourcePatternResolver().getResources("classpath:db/migration/V*.sql");
            Arrays.sort(found, Comparator.comparingInt(Rehearsal::version));
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException("The migrations of the database cannot be read.", e);
        }
    }

    private static int version(Resource migration) {
        String name = Objects.requireNonNull(migration.getFilename());
        return Integer.parseInt(name.substring(1, name.indexOf("__")));
    }

    /** Where its conversations can be read. */
    public JdbcClient database() {
        return JdbcClient.create(database);
    }

    public Turns turns() {
        return node.turns();
    }

    public Inbox inbox() {
        return node.inbox();
    }

    @Override
    public void close() {
        node.close();
        JdbcClient.create(database).sql("shutdown").update();
        database.close();
    }

    /** Has no film made: the place in line is rehearsed, the work is not. */
    private static final class NoFilms implements Films {
        @Override
        public Film film(FilmRequest request, FilmListener listener) {
            listener.onProgress("film", 1);
            return new Film(
                    request.turn().value(), URI.create("about:blank"), SOON, false, Map.of("face", "none"), Map.of());
        }

        @Override
        public String engines(FilmRequest request) {
            return "none";
        }
    }
}
