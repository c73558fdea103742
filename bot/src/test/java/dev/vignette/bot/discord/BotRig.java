package dev.vignette.bot.discord;

import com.zaxxer.hikari.HikariDataSource;
import dev.vignette.bot.chat.AnswerForm;
import dev.vignette.bot.chat.TestClip;
import dev.vignette.bot.manners.ConnectionLease;
import dev.vignette.bot.manners.Faces;
import dev.vignette.bot.manners.FrontDesk;
import dev.vignette.bot.manners.MannersSettings;
import dev.vignette.bot.manners.StatusBoard;
import dev.vignette.bot.turn.ManualNode;
import dev.vignette.bot.turn.TestDatabase;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import net.dv8tion.jda.api.utils.data.DataArray;
import net.dv8tion.jda.api.utils.data.DataObject;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The whole adapter on a node whose tasks run when the test says so, connected to the fake; and what people do in Discord. */
final class BotRig implements AutoCloseable {
    final FakeDiscord discord;
    final HikariDataSource database;
    final JdbcClient sql;
    final ManualNode node;
    final DiscordParts parts;
    private final DiscordBot bot;
    /** While set, commands are not run, as when the database hangs. */
    private final Queue<Runnable> held = new ArrayDeque<>();

    private volatile boolean holding;

    BotRig() {
        this(Duration.ofSeconds(10));
    }

    /** @param patience with commands */
    BotRig(Duration patience) {
        this(new FakeDiscord(), TestDatabase.inMemory(), false, patience);
        sql.sql("delete from discord_tickets").update();
        sql.sql("delete from discord_watermarks").update();
    }

    /** On a database with a past. */
    BotRig(FakeDiscord discord, HikariDataSource database, boolean messageContent) {
        this(discord, database, messageContent, Duration.ofSeconds(10));
    }

    private BotRig(FakeDiscord discord, HikariDataSource database, boolean messageContent, Duration patience) {
        this.discord = discord;
        this.database = database;
        sql = JdbcClient.create(database);
        var settings = new DiscordSettings(
                FakeDiscord.TOKEN, discord.rest(), null, messageContent, List.of("cdn.discordapp.com"));
        parts = DiscordParts.of(settings, sql, discord::now, Duration.ZERO, duration -> {});
        node = new ManualNode(database, List.of(parts.platform()));
        node.films.file = film -> TestClip.square(2);
        node.turns.listen(event -> discord.changed());
        var manners = new MannersSettings(
                AnswerForm.TEXT,
                Duration.ZERO,
                "",
                Set.of(),
                Set.of(),
                Set.of(),
                50,
                0,
                0,
                Duration.ZERO,
                Duration.ZERO);
        var faces = new Faces(List.of(new Faces.Face("mia", "Mia"), new Faces.Face("ada", "Ada")));
        var desk = new FrontDesk(node.inbox(), node.turns, sql, faces, manners, discord::now);
        // Nobody ticks it: the progress of films has tests of its own.
        var statuses = new StatusBoard(node.turns, sql, task -> {}, discord::now);
        bot = new DiscordBot(
                new DiscordBot.Outside(
                        parts,
                        discord::now,
                        duration -> {},
                        this::execute,
                        patience,
                        new ConnectionLease(sql, discord::now, "discord:fake", "rig")),
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

    private void execute(Runnable task) {
        synchronized (held) {
            if (holding) {
                held.add(task);
                discord.changed();
                return;
            }
        }
        Thread.ofVirtual().start(task);
    }

    /** Commands hang from now on. */
    void hold() {
        holding = true;
    }

    boolean holdsCommand() {
        synchronized (held) {
            return !held.isEmpty();
        }
    }

    int tickets() {
        return sql.sql("select count(*) from discord_tickets")
                .query(Integer.class)
                .single();
    }

    /** They go on. */
    void release() {
        synchronized (held) {
            holding = false;
            held.forEach(task -> Thread.ofVirtual().start(task));
            held.clear();
        }
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

    /** Somebody says something in the channel; the bot hears of it unless it is away. */
    DataObject say(long channel, long person, String text) {
        DataObject message = written(channel, person, text);
        discord.channels.add(message);
        hear(message);
        return message;
    }

    DataObject written(long channel, long person, String text) {
        DataObject author = Json.user(person, person == Json.ANN ? "ann" : "bob", false);
        DataObject message =
                Json.message(discord.id(), channel, author, text, discord.now().toString());
        List<DataObject> mentioned = new ArrayList<>();
        if (text.contains("<@" + FakeDiscord.APPLICATION + ">")) {
            mentioned.add(Json.self());
        }
        if (text.contains("<@" + Json.BOB + ">")) {
            mentioned.add(Json.user(Json.BOB, "bob", false));
        }
        message.put("mentions", Json.array(mentioned));
        if (channel != Json.ANNS_DM) {
            message.put("guild_id", Long.toString(Json.GUILD));
            message.put("member", Json.member(author));
        }
        return message;
    }

    /** The gateway tells of a message. */
    void hear(DataObject message) {
        discord.gateway.dispatch("MESSAGE_CREATE", discord.gateway.visible(message));
    }

    /** Somebody changes what they have said. */
    void edit(DataObject message, String text) {
        message.put("content", text).put("edited_timestamp", discord.now().toString());
        discord.gateway.dispatch("MESSAGE_UPDATE", discord.gateway.visible(message));
    }

    void delete(DataObject message) {
        discord.channels.remove(message.getLong("channel_id"), message.getLong("id"));
        discord.gateway.dispatch(
                "MESSAGE_DELETE",
                DataObject.empty()
                        .put("id", message.getString("id"))
                        .put("channel_id", message.getString("channel_id"))
                        .put("guild_id", Long.toString(Json.GUILD)));
    }

    /** Somebody uses a command on the server. */
    FakeInteractions.Interaction command(long person, String name, String argument) {
        DataArray options = DataArray.empty();
        if (!argument.isEmpty()) {
            options.add(DataObject.empty()
                    .put("name", CommandCatalogue.ARGUMENT)
                    .put("type", 3)
                    .put("value", argument));
        }
        DataObject data = DataObject.empty()
                .put("id", discord.interactions.command(name).getString("id"))
                .put("name", name)
                .put("type", 1)
                .put("options", options);
        return interaction(2, person, Json.GENERAL, data, null);
    }

    /** Somebody presses the button whose data begins so, below the message. */
    FakeInteractions.Interaction press(long person, DataObject message, String button) {
        String id = message.getArray("components").getObject(0).getArray("components").stream(DataArray::getObject)
                .map(each -> each.getString("custom_id"))
                .filter(data -> data.startsWith(button))
                .findFirst()
                .orElseThrow();
        DataObject data = DataObject.empty().put("component_type", 2).put("custom_id", id);
        return interaction(3, person, message.getLong("channel_id"), data, message);
    }

    /** "Make it talk" below "Apps" on a message. */
    FakeInteractions.Interaction talk(long person, DataObject message) {
        DataObject resolved =
                DataObject.empty().put("messages", DataObject.empty().put(message.getString("id"), message));
        DataObject data = DataObject.empty()
                .put(
                        "id",
                        discord.interactions
                                .command(DiscordWords.say("talk", "en"))
                                .getString("id"))
                .put("name", DiscordWords.say("talk", "en"))
                .put("type", 3)
                .put("target_id", message.getString("id"))
                .put("resolved", resolved);
        return interaction(2, person, Json.GENERAL, data, null);
    }

    private FakeInteractions.Interaction interaction(
            int type, long person, long channel, DataObject data, @Nullable DataObject on) {
        var interaction = discord.interactions.begin(channel, on == null ? null : on.getLong("id"));
        DataObject user = Json.user(person, person == Json.ANN ? "ann" : "bob", false);
        DataObject event = DataObject.empty()
                .put("id", Long.toString(interaction.id))
                .put("application_id", Long.toString(FakeDiscord.APPLICATION))
                .put("type", type)
                .put("version", 1)
                .put("token", interaction.token)
                .put("channel_id", Long.toString(channel))
                .put("locale", "es-ES")
                .put("data", data)
                .put("entitlements", DataArray.empty());
        if (on != null) {
            event.put("message", on);
        }
        if (channel == Json.ANNS_DM) {
            event.put("context", 1)
                    .put("user", user)
                    .put("channel", Json.directChannel(channel, Json.self()))
                    .put("authorizing_integration_owners", DataObject.empty().put("0", "0"));
        } else {
            boolean here = channel != Json.ELSEWHERE;
            long guild = here ? Json.GUILD : Json.ELSEWHERE_GUILD;
            event.put("context", 0)
                    .put("guild_id", Long.toString(guild))
                    .put(
                            "guild",
                            DataObject.empty().put("id", Long.toString(guild)).put("features", DataArray.empty()))
                    .put("member", Json.member(user))
                    .put("channel", Json.channel(channel, here ? "general" : "elsewhere"))
                    .put(
                            "authorizing_integration_owners",
                            here
                                    ? DataObject.empty().put("0", Long.toString(Json.GUILD))
                                    : DataObject.empty().put("1", Long.toString(person)));
        }
        discord.gateway.dispatch("INTERACTION_CREATE", event);
        return interaction;
    }

    FakeInteractions.Interaction commandElsewhere(long person, String name, String argument) {
        DataObject data = DataObject.empty()
                .put("id", discord.interactions.command(name).getString("id"))
                .put("name", name)
                .put("type", 1)
                .put(
                        "options",
                        DataArray.empty()
                                .add(DataObject.empty()
                                        .put("name", CommandCatalogue.ARGUMENT)
                                        .put("type", 3)
                                        .put("value", argument)));
        return interaction(2, person, Json.ELSEWHERE, data, null);
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
