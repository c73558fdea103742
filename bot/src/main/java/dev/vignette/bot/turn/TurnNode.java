package dev.vignette.bot.turn;

import com.github.kagkarlsson.scheduler.SchedulerName;
import dev.vignette.bot.chat.ChatPlatform;
import dev.vignette.bot.chat.Inbox;
import dev.vignette.bot.chat.TurnId;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * One process's share of the turns: everything put together, from the database that {@code db/migration} has been run on to
 * the schedulers. Does nothing before {@link #start}, but takes messages. Closing it ends its threads within {@link
 * TurnSettings#stopWithin}; the database is not its own.
 */
final class TurnNode implements AutoCloseable {
    /** Longer than the answers to a crowd take, and short for somebody who waits for a film. */
    private static final Duration FILM_PATIENCE = Duration.ofSeconds(2);

    /** The outside of a node. */
    record Ports(Hearing hearing, Replies replies, Films films, Collection<? extends ChatPlatform> platforms) {}

    /** What a node shares with its process. */
    record Surroundings(MeterRegistry meters, InstantSource clock, RandomGenerator random) {}

    private final DataSource source;
    private final TurnSettings settings;
    private final Database database;
    private final NodeWire wire;
    private final TurnSchedulers schedulers;
    private final List<StepRunner> runners;
    private final SchedulerAgenda agenda;
    private final Inbox inbox;
    private final Turns turns;
    private final Retention retention;

    TurnNode(DataSource source, TurnSettings settings, NodeRole role, Ports ports, Surroundings surroundings) {
        this.source = source;
        this.settings = settings;
        this.database = Database.of(source);
        InstantSource clock = surroundings.clock();
        RandomGenerator random = surroundings.random();
        JdbcClient sql = JdbcClient.create(source);
        database.makeDurable(sql);
        var transactions = new TransactionTemplate(new JdbcTransactionManager(source));
        var running = new RunningWork();
        var meters = new TurnMeters(surroundings.meters());
        var local = new Announcer();
        local.add(new Interruptions(running));
        String name = settings.node().isEmpty()
                ? "node-" + TurnId.random(random).value().substring(16)
                : settings.node();
        var bell = new AtomicReference<@Nullable TurnSchedulers>();
        wire = database == Database.POSTGRESQL
                ? new PostgresWire(source, name + "/" + TurnId.random(random), pool -> ring(bell.get(), pool), local)
                : NodeWire.NONE;
        TurnListener everybody = event -> {
            local.on(event);
            wire.send(event);
        };
        agenda = new SchedulerAgenda(pool -> {
            ring(bell.get(), pool);
            wire.ring(pool);
        });

        var turnStore = new TurnStore(sql);
        var conversations = new ConversationStore(sql);
        var deliveries = new DeliveryStore(sql);
        var notes = new VoiceNoteStore(sql);
        var platforms = new Platforms(ports.platforms());
        var pace = new Pace(new PaceStore(sql), ports.films(), clock);
        var line = new Line(turnStore, platforms, pace, everybody, clock, settings.renderThreads());
        var entries = new Entries(transactions, turnStore, everybody, meters, clock, random);
        var moves = new TurnMoves(sql);
        var endings = new EndingJournal(entries, turnStore, moves, deliveries, agenda);
        var journal = new Journal(entries, endings, turnStore, moves, deliveries, notes, agenda, meters);
        var delivered = new DeliveryJournal(entries, endings, turnStore, moves, deliveries, agenda, meters);
        var deliver = new Deliver(deliveries, delivered, meters);
        var sentences = new Sentences();
        meters.line(turnStore::lengthOfLine);

        var with = new StepRunner.Common(turnStore, journal, endings, meters, () -> stopping(bell.get()));
        var texts = new TextsFirst(FILM_PATIENCE);
        runners = new ArrayList<>();
        step(
                TurnTask.ANSWER,
                texts.counted(new Answer(
                        turnStore,
                        new Hear(ports.hearing(), notes, platforms, running, journal),
                        new ComposeReply(ports.replies(), ports.films(), platforms, running, journal, everybody),
                        new DeliverText(deliver, deliveries, platforms, delivered),
                        line,
                        journal)),
                with);
        step(TurnTask.QUEUE_FILM, new QueueFilm(turnStore, journal, line), with);
        step(
                TurnTask.RENDER_FILM,
                new RenderFilm(turnStore, ports.films(), running, journal, line, pace, everybody, texts, clock),
                with);
        var media = new DeliverMedia(turnStore, deliver, deliveries, platforms, ports.films(), sentences, delivered);
        step(TurnTask.DELIVER_CLIP, media::clip, with);
        step(TurnTask.DELIVER_VOICE, media::voice, with);
        step(TurnTask.DELIVER_NOTICE, new DeliverNotice(turnStore, deliver, platforms, sentences, delivered), with);

        step(TurnTask.WITHDRAW, new Withdraw(turnStore, moves, deliveries, platforms, ports.films(), journal), with);

        retention = new Retention(turnStore, conversations, settings.keep(), clock);
        schedulers = new TurnSchedulers(
                source, runners, retention.task(), settings, role, new SchedulerName.Fixed(name), clock);
        bell.set(schedulers);
        for (NodePool pool : NodePool.values()) {
            agenda.use(pool, schedulers.scheduler(pool));
        }
        inbox = new TurnInbox(turnStore, conversations, journal, meters, settings.avatar());
        turns = new Turns(
                transactions, turnStore, conversations, notes, inbox, journal, endings, line, local, settings.avatar());
    }

    private void step(TurnTask task, Step step, StepRunner.Common with) {
        runners.add(new StepRunner(task, step, with));
    }

    private static boolean stopping(@Nullable TurnSchedulers schedulers) {
        return schedulers != null && schedulers.stopping();
    }

    private static void ring(@Nullable TurnSchedulers schedulers, NodePool pool) {
        if (schedulers != null) {
            schedulers.ring(pool);
        }
    }

    Inbox inbox() {
        return inbox;
    }

    Turns turns() {
        return turns;
    }

    /** For tests that drive the tasks by hand. */
    List<StepRunner> runners() {
        return runners;
    }

    Retention retention() {
        return retention;
    }

    /** For tests that drive the tasks by hand. */
    SchedulerAgenda agenda() {
        return agenda;
    }

    /** Begins to work, first of all on what was left unfinished. */
    void start() {
        database.buryOwnDead(JdbcClient.create(source), settings.node());
        wire.start();
        schedulers.start();
    }

    @Override
    public void close() {
        schedulers.close();
        wire.close();
    }
}
