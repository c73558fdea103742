package dev.vignette.bot.discord;

import com.zaxxer.hikari.HikariDataSource;
import dev.vignette.bot.chat.HoldableExecutor;
import dev.vignette.bot.chat.TestClip;
import dev.vignette.bot.manners.ConnectionLease;
import dev.vignette.bot.manners.FrontDesk;
import dev.vignette.bot.manners.StatusBoard;
import dev.vignette.bot.manners.TestFaces;
import dev.vignette.bot.manners.TestManners;
import dev.vignette.bot.turn.ManualNode;
import dev.vignette.bot.turn.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The whole adapter on a node whose tasks run when the test says so, connected to the fake. */
final class BotRig implements AutoCloseable {
    final FakeDiscord discord;
    final HikariDataSource database;
    final JdbcClient sql;
    final ManualNode node;
    final DiscordParts parts;
    private final DiscordBot bot;
    private final AtomicInteger waits = new AtomicInteger();
    final People people;
    /** What runs commands. */
    final HoldableExecutor executor;

    final TestFaces faces = new TestFaces();
    final StatusBoard statuses;
    /** Whether the progress of films is shown; tests tick the board. */
    volatile boolean showsProgress;

    BotRig() {
        this(Duration.ofSeconds(10));
    }

    /** @param patience with commands */
    BotRig(Duration patience) {
        this(new FakeDiscord(), TestDatabase.inMemory(), false, patience, "rig");
        sql.sql("delete from discord_tickets").update();
        sql.sql("delete from discord_watermarks").update();
    }

    /** On a database with a past. */
    BotRig(FakeDiscord discord, HikariDataSource database, boolean messageContent) {
        this(discord, database, messageContent, Duration.ofSeconds(10), "rig");
    }

    /** @param holder the node's name */
    BotRig(FakeDiscord discord, HikariDataSource database, boolean messageContent, Duration patience, String holder) {
        this.discord = discord;
        people = new People(discord);
        executor = new HoldableExecutor(discord::changed);
        this.database = database;
        sql = JdbcClient.create(database);
        var settings = new DiscordSettings(
                FakeDiscord.TOKEN, discord.rest(), null, messageContent, List.of("cdn.discordapp.com"));
        parts = DiscordParts.of(settings, sql, discord::now, Duration.ZERO, duration -> {});
        node = new ManualNode(database, List.of(parts.platform()));
        node.films.file = film -> TestClip.square(2);
        node.turns.listen(event -> discord.changed());
        var desk = new FrontDesk(node.inbox(), node.turns, sql, faces, TestManners.FREE, discord::now);
        statuses = new StatusBoard(
                node.turns,
                sql,
                task -> {
                    if (showsProgress) {
                        task.run();
                    }
                },
                discord::now);
        bot = new DiscordBot(
                new DiscordBot.Outside(
                        parts,
                        discord::now,
                        duration -> waited(),
                        executor,
                        patience,
                        new ConnectionLease(sql, discord::now, "discord:fake", holder)),
                desk,
                node.turns,
                statuses);
    }

    BotRig open() {
        discord.requests.clear();
        bot.open();
        discord.await(
                "the commands are registered",
                () -> discord.requests.stream().anyMatch(request -> request.startsWith("PUT applications")));
        return this;
    }

    private void waited() {
        waits.incrementAndGet();
        discord.changed();
    }

    /** How often somebody has waited for the database. */
    int waits() {
        return waits.get();
    }

    int tickets() {
        return sql.sql("select count(*) from discord_tickets")
                .query(Integer.class)
                .single();
    }

    int turns() {
        return sql.sql("select count(*) from turns").query(Integer.class).single();
    }

    /** Waits until there are so many turns, and carries them as far as they go. */
    void answer(int turns) {
        discord.await(turns + " turns", () -> turns() >= turns);
        node.runAll();
    }

    void pass(Duration time) {
        discord.pass(time);
        node.pass(time);
    }

    /** The process ends without a word; the database stays. */
    void kill() {
        bot.close();
        node.close();
    }

    /** The database as a process that died has left it. */
    static HikariDataSource left() {
        return TestDatabase.open("jdbc:h2:mem:turns;DB_CLOSE_DELAY=-1", "sa", 10);
    }

    @Override
    public void close() {
        bot.close();
        discord.close();
        node.close();
    }
}
