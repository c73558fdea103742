package dev.vignette.bot.telegram;

import com.zaxxer.hikari.HikariDataSource;
import dev.vignette.bot.chat.TestClip;
import dev.vignette.bot.manners.ConnectionLease;
import dev.vignette.bot.manners.FrontDesk;
import dev.vignette.bot.manners.StatusBoard;
import dev.vignette.bot.manners.TestFaces;
import dev.vignette.bot.manners.TestManners;
import dev.vignette.bot.turn.ManualNode;
import dev.vignette.bot.turn.TestDatabase;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executor;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The whole adapter over a fake server, with turns that run when the test says so. Everything that the adapter would do on
 * other threads it does on the test's, unless {@code executor} says otherwise.
 */
final class BotUnderTest implements AutoCloseable {
    final FakeTelegram telegram;
    final People people;
    final ManualNode node;
    final HikariDataSource database;
    final BotApi api;
    final TelegramPlatform platform;
    final StatusBoard board;
    final TelegramBot bot;
    final TestFaces faces = new TestFaces();

    BotUnderTest(
            FakeTelegram telegram,
            String token,
            DataSource desksDatabase,
            HikariDataSource database,
            Executor executor,
            Duration hold) {
        this(telegram, token, desksDatabase, database, executor, hold, "node");
    }

    /** @param holder the node's name */
    BotUnderTest(
            FakeTelegram telegram,
            String token,
            DataSource desksDatabase,
            HikariDataSource database,
            Executor executor,
            Duration hold,
            String holder) {
        this(telegram, token, desksDatabase, database, executor, hold, holder, null);
    }

    /** @param webhook null for polling */
    BotUnderTest(
            FakeTelegram telegram,
            String token,
            DataSource desksDatabase,
            HikariDataSource database,
            Executor executor,
            Duration hold,
            String holder,
            @Nullable URI webhook) {
        this.telegram = telegram;
        this.people = new People(telegram);
        this.database = database;
        var settings = new TelegramSettings(token, telegram.base(), hold, 2, webhook);
        JdbcClient sql = JdbcClient.create(database);
        var clock = new Clock();
        api = new BotApi(settings, clock);
        platform = new TelegramPlatform(api, settings, sql);
        node = new ManualNode(database, List.of(platform));
        clock.node = node;
        node.films.file = film -> TestClip.square(2);
        var desk = new FrontDesk(
                node.inbox(),
                node.turns,
                JdbcClient.create(desksDatabase),
                faces,
                TestManners.joining(Duration.ofMillis(1500), 20),
                clock);
        board = new StatusBoard(node.turns, sql, executor, clock);
        var updates = new Updates(desk, new Chats(api, desk, board, clock), executor);
        var lease = new ConnectionLease(sql, clock, "telegram:" + settings.botId(), holder);
        bot = new TelegramBot(api, updates, new CommandMenus(api, desk), board, platform, settings, lease, clock);
    }

    static BotUnderTest direct() {
        HikariDataSource database = TestDatabase.inMemory();
        return new BotUnderTest(
                new FakeTelegram(), FakeTelegram.TOKEN, database, database, Runnable::run, Duration.ZERO);
    }

    /** Fetches what has been pushed; the first time the bot introduces itself. */
    Duration poll() {
        return bot.step();
    }

    /** Fetches and answers. */
    void settle() {
        poll();
        for (int i = 0; i < 3; i++) {
            node.runAll();
        }
    }

    List<String> texts(long chat) {
        return telegram.chats.in(chat).stream().map(FakeChats.Posted::text).toList();
    }

    List<String> kinds(long chat) {
        return telegram.chats.in(chat).stream().map(FakeChats.Posted::kind).toList();
    }

    @Override
    public void close() {
        bot.close();
        board.close();
        api.close();
        node.close();
        telegram.close();
    }

    /** The node's clock, which comes later than those who need it. */
    private static final class Clock implements InstantSource {
        private volatile @Nullable ManualNode node;

        @Override
        public Instant instant() {
            ManualNode known = node;
            return known == null ? ManualNode.START : known.clock.now();
        }
    }
}
