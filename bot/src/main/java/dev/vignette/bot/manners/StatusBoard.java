package dev.vignette.bot.manners;

import dev.vignette.bot.chat.ChatPlatform;
import dev.vignette.bot.chat.ConversationId;
import dev.vignette.bot.chat.DeliveryException;
import dev.vignette.bot.chat.PlatformMessageId;
import dev.vignette.bot.chat.TurnId;
import dev.vignette.bot.turn.TurnEvent;
import dev.vignette.bot.turn.TurnListener;
import dev.vignette.bot.turn.Turns;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Quiet progress: per turn at most one status message, posted only if a film takes more than a few seconds, edited at the
 * earliest three seconds after the last time and only if it says something new, left alone once the film is being sent, taken
 * away when the turn ends. Status messages that a dead process has left are taken away by {@link #sweep}.
 *
 * <p>{@link #start} has it look once a second until {@link #close}, on a thread of its own; what it posts runs on the executor,
 * one thing at a time per turn.
 */
public final class StatusBoard implements TurnListener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StatusBoard.class);

    private final Map<TurnId, Watch> watches = new ConcurrentHashMap<>();
    private final JdbcClient sql;
    private final Wording wording;
    private final Executor executor;
    private final InstantSource clock;
    private final Turns turns;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("chat-status").daemon().factory());

    /** Listens to {@code turns} from now on. */
    public StatusBoard(Turns turns, JdbcClient sql, Executor executor, InstantSource clock) {
        this.turns = turns;
        this.sql = sql;
        this.wording = new Wording();
        this.executor = executor;
        this.clock = clock;
        turns.listen(this);
    }

    /**
     * Shows the turn's progress from now on. A turn that is watched already, or over, is left as it is.
     *
     * @param language of the status, BCP 47
     */
    public void watch(Caller caller, TurnId turn, String language, StatusLine line) {
        Watch watch = new Watch(caller, turn, language, line, clock.instant());
        if (watches.putIfAbsent(turn, watch) == null) {
            turns.turn(turn)
                    .ifPresentOrElse(
                            now -> watch.on(new TurnEvent.Moved(now.conversation(), turn, now.state())), watch::end);
            step(watch);
        }
    }

    @Override
    public void on(TurnEvent event) {
        Watch watch = watches.get(event.turn());
        if (watch != null) {
            watch.on(event);
            if (watch.ended()) {
                step(watch);
            }
        }
    }

    /** Begins to look once a second. */
    @SuppressWarnings("FutureReturnValueIgnored") // A tick contains its own failures, and the end is close().
    public void start() {
        timer.scheduleWithFixedDelay(this::tick, 0, 1, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    /** Posts and edits what is due. */
    public void tick() {
        watches.values().forEach(watch -> contained(() -> step(watch)));
    }

    /** Takes away what an earlier life of this process has left on {@code platform}. */
    public void sweep(ChatPlatform platform) {
        sql.sql("select * from status_posts where platform = ?")
                .param(platform.name().value())
                .query((row, number) -> new Left(
                        new TurnId(row.getString("turn_id")),
                        new ConversationId(row.getString("conversation_id")),
                        new PlatformMessageId(row.getString("message_id"))))
                .list()
                .forEach(left -> {
                    if (!watches.containsKey(left.turn())) {
                        contained(() -> platform.retract(left.conversation(), left.message()));
                        forget(left.turn());
                    }
                });
    }

    private record Left(TurnId turn, ConversationId conversation, PlatformMessageId message) {}

    private void step(Watch watch) {
        if (watch.enter()) {
            executor.execute(() -> {
                try {
                    act(watch);
                } finally {
                    watch.leave();
                }
                // What ended while this was at it would wait for the next tick otherwise.
                if (watch.ended() && watches.containsKey(watch.turn())) {
                    step(watch);
                }
            });
        }
    }

    private void act(Watch watch) {
        var now = clock.instant();
        if (watch.ended()) {
            watches.remove(watch.turn());
            PlatformMessageId message = watch.message();
            if (message != null) {
                contained(() -> watch.line().remove(message));
                forget(watch.turn());
            }
            return;
        }
        StatusLine.Activity activity = watch.busy(now);
        if (activity != null) {
            contained(() -> watch.line().busy(activity));
        }
        String text = watch.due(now, wording);
        if (text != null) {
            contained(() -> {
                PlatformMessageId message = watch.message();
                if (message == null) {
                    watch.posted(watch.line().post(text, watch.turn(), watch.language()));
                    remember(watch);
                } else {
                    watch.line().edit(message, text, watch.turn(), watch.language());
                }
            });
        }
    }

    private void remember(Watch watch) {
        PlatformMessageId message = watch.message();
        if (message != null) {
            forget(watch.turn());
            sql.sql("insert into status_posts (turn_id, platform, conversation_id, message_id) values (?, ?, ?, ?)")
                    .params(
                            watch.turn().value(),
                            watch.caller().platform().value(),
                            watch.caller().conversation().value(),
                            message.value())
                    .update();
        }
    }

    private void forget(TurnId turn) {
        sql.sql("delete from status_posts where turn_id = ?")
                .param(turn.value())
                .update();
    }

    /** Progress is a courtesy: what cannot be shown is left out. */
    private static void contained(Runnable show) {
        try {
            show.run();
        } catch (DeliveryException e) {
            LOG.debug("A status could not be shown: {}", e.getMessage());
        } catch (RuntimeException e) {
            LOG.warn("A status could not be shown.", e);
        }
    }
}
