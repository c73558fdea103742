package dev.vignette.bot.turn;

import com.github.kagkarlsson.scheduler.testhelper.ManualScheduler;
import com.github.kagkarlsson.scheduler.testhelper.SettableClock;
import com.github.kagkarlsson.scheduler.testhelper.TestHelper;
import com.zaxxer.hikari.HikariDataSource;
import dev.vignette.bot.chat.ChatMessage;
import dev.vignette.bot.chat.ChatPlatform;
import dev.vignette.bot.chat.ConversationId;
import dev.vignette.bot.chat.Delivery;
import dev.vignette.bot.chat.EventId;
import dev.vignette.bot.chat.Inbox;
import dev.vignette.bot.chat.MessageContent;
import dev.vignette.bot.chat.PersonId;
import dev.vignette.bot.chat.TurnId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;

/** A node whose tasks run when the test says so, on the test's thread and by the test's clock. */
public final class ManualNode implements AutoCloseable {
    /** Nodes on one database must not make the same ids. */
    private static final AtomicLong SEEDS = new AtomicLong();

    public static final Instant START = Instant.parse("2026-11-22T12:00:00Z");

    public final FakeReplies replies = new FakeReplies();
    public final FakeFilms films = new FakeFilms();
    final FakePlatform platform = new FakePlatform();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final List<TurnEvent> events = new CopyOnWriteArrayList<>();
    public final SettableClock clock = new SettableClock();
    final HikariDataSource database;
    final TurnNode node;
    public final Turns turns;
    public volatile Hearing hearing = new NoHearing();
    private final Map<NodePool, ManualScheduler> schedulers = new EnumMap<>(NodePool.class);
    private int event;

    ManualNode(HikariDataSource database) {
        this(database, List.of());
    }

    /** @param platforms besides the fake one */
    public ManualNode(HikariDataSource database, List<? extends ChatPlatform> platforms) {
        this.database = database;
        clock.set(START);
        node = new TurnNode(
                database,
                settings(),
                NodeRole.ALL,
                new TurnNode.Ports(
                        (note, language) -> hearing.hear(note, language),
                        replies,
                        films,
                        Stream.concat(Stream.of(platform), platforms.stream()).toList()),
                new TurnNode.Surroundings(meters, clock::now, new Random(SEEDS.incrementAndGet())));
        turns = node.turns();
        turns.listen(events::add);
        for (NodePool pool : NodePool.values()) {
            ManualScheduler scheduler = TestHelper.createManualScheduler(
                            new TransactionAwareDataSourceProxy(database), TurnSchedulers.tasks(node.runners(), pool))
                    .clock(clock)
                    .tableName(pool.table())
                    .build();
            schedulers.put(pool, scheduler);
            node.agenda().use(pool, scheduler);
        }
    }

    static TurnSettings settings() {
        return new TurnSettings(
                4,
                1,
                Duration.ofSeconds(1),
                Duration.ofSeconds(10),
                "",
                Duration.ofSeconds(1),
                Duration.ofDays(30),
                "mia");
    }

    TurnId say(String person, String text) {
        return say(person, "e" + event++, new MessageContent.Text(text)).turn();
    }

    Inbox.Receipt say(String person, String event, MessageContent content) {
        return say(person, event, content, ChatMessage.Handling.PLAIN);
    }

    Inbox.Receipt say(String person, String event, MessageContent content, ChatMessage.Handling handling) {
        return node.inbox()
                .accept(new ChatMessage(
                        FakePlatform.NAME,
                        new ConversationId("chat-of-" + person),
                        new PersonId(person),
                        new EventId(event),
                        content,
                        null,
                        clock.now(),
                        handling));
    }

    public FakePlatform platform() {
        return platform;
    }

    public Inbox inbox() {
        return node.inbox();
    }

    /** Ends the node, as a process that dies does; the database stays. */
    public void kill() {
        node.close();
    }

    /** Runs what chat nodes do, once. */
    public void chat() {
        run(NodePool.CHAT);
    }

    /** Runs what render nodes do, once. */
    public void render() {
        run(NodePool.RENDER);
    }

    /** Runs what is due in one pool, once. */
    void run(NodePool pool) {
        scheduler(pool).runAnyDueExecutions();
    }

    /** Runs what is due until nothing is. */
    public void runAll() {
        for (int i = 0; i < 5; i++) {
            run(NodePool.CHAT);
            run(NodePool.RENDER);
        }
    }

    public void pass(Duration time) {
        clock.tick(time);
    }

    ManualScheduler scheduler(NodePool pool) {
        return Objects.requireNonNull(schedulers.get(pool));
    }

    Turn turn(TurnId id) {
        return turns.turn(id).orElseThrow();
    }

    List<String> posted() {
        return platform.posted.stream().map(this::line).toList();
    }

    private String line(Delivery delivery) {
        Delivery.Clip clip = platform.clips.get(delivery.id());
        return delivery.kind() + " " + (clip == null ? delivery.text() : clip.id());
    }

    @Override
    public void close() {
        node.close();
        database.close();
    }
}
