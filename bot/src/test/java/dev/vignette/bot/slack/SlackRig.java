package dev.vignette.bot.slack;

import com.zaxxer.hikari.HikariDataSource;
import dev.vignette.bot.chat.ConversationId;
import dev.vignette.bot.chat.HoldableExecutor;
import dev.vignette.bot.chat.TestClip;
import dev.vignette.bot.manners.FrontDesk;
import dev.vignette.bot.manners.StatusBoard;
import dev.vignette.bot.manners.TestFaces;
import dev.vignette.bot.manners.TestManners;
import dev.vignette.bot.turn.ManualNode;
import dev.vignette.bot.turn.TestDatabase;
import java.time.Duration;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The whole adapter on a node whose tasks run when the test says so, connected to the fake. */
final class SlackRig implements AutoCloseable {
    static final ConversationId GENERAL = new Place(FakeWorkspace.TEAM, FakeWorkspace.GENERAL, null).id();

    final FakeSlack slack;
    final HikariDataSource database;
    final JdbcClient sql;
    final ManualNode node;
    final SlackParts parts;
    private final SlackBot bot;
    final People people;
    /** What runs commands. */
    final HoldableExecutor executor;

    final TestFaces faces = new TestFaces();
    final StatusBoard statuses;
    /** Whether the progress of films is shown; tests tick the board. */
    volatile boolean showsProgress;

    SlackRig(Duration patience) {
        this(patience, FakeSlack.APP_TOKEN);
    }

    /** @param appToken empty to go without sockets */
    SlackRig(Duration patience, String appToken) {
        this(new FakeSlack(), TestDatabase.inMemory(), patience, appToken);
    }

    /** One of several nodes. */
    SlackRig(FakeSlack slack, HikariDataSource database) {
        this(slack, database, Duration.ofSeconds(10), FakeSlack.APP_TOKEN);
    }

    private SlackRig(FakeSlack slack, HikariDataSource database, Duration patience, String appToken) {
        this.slack = slack;
        this.database = database;
        sql = JdbcClient.create(database);
        people = new People(slack);
        executor = new HoldableExecutor(slack::changed);
        var settings = new SlackSettings(FakeSlack.BOT_TOKEN, appToken, "", slack.api(), List.of("files.slack.com"));
        parts = SlackParts.of(settings, duration -> {});
        node = new ManualNode(database, List.of(parts.platform()));
        node.films.file = film -> TestClip.square(2);
        node.turns.listen(event -> slack.changed());
        var desk = new FrontDesk(node.inbox(), node.turns, sql, faces, TestManners.FREE, slack::now);
        statuses = new StatusBoard(
                node.turns,
                sql,
                task -> {
                    if (showsProgress) {
                        task.run();
                    }
                },
                slack::now);
        bot = parts.bot(desk, node.turns, statuses, executor, patience);
    }

    SlackRig open() {
        int before = slack.sockets.opened();
        bot.open();
        slack.await("connected", () -> slack.sockets.opened() > before);
        return this;
    }

    /** The endpoint, once the bot has introduced itself. */
    SlackEndpoint openHttp(RequestSignature signature, Duration patience) {
        SlackEndpoint endpoint = bot.endpoint(signature, executor, patience);
        bot.open();
        slack.await("introduced", () -> !parts.connection().self().isEmpty());
        return endpoint;
    }

    int turns() {
        return sql.sql("select count(*) from turns").query(Integer.class).single();
    }

    void answer(int turns) {
        slack.await(turns + " turns", () -> turns() >= turns);
        node.runAll();
    }

    /** The node takes no more events; the rest of it goes on. */
    void disconnect() {
        bot.close();
    }

    @Override
    public void close() {
        bot.close();
        slack.close();
        node.close();
    }
}
