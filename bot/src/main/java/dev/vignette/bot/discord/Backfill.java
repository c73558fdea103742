package dev.vignette.bot.discord;

import dev.vignette.bot.chat.DeliveryException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import net.dv8tion.jda.api.entities.Message;
import net.dv8tion.jda.api.entities.channel.middleman.MessageChannel;
import net.dv8tion.jda.api.events.session.ReadyEvent;
import net.dv8tion.jda.api.events.session.SessionDisconnectEvent;
import net.dv8tion.jda.api.events.session.SessionRecreateEvent;
import net.dv8tion.jda.api.events.session.SessionResumeEvent;
import net.dv8tion.jda.api.hooks.ListenerAdapter;
import net.dv8tion.jda.api.utils.TimeUtil;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Fetches what was said while there was no session: Discord repeats events after a resumption, but not after a restart. At most
 * {@value #MOST} messages of a conversation, none older than half an hour, and none where nobody has talked to the bot before.
 */
final class Backfill extends ListenerAdapter {
    static final int MOST = 100;
    static final Duration OLDEST = Duration.ofMinutes(30);

    private static final Logger LOG = LoggerFactory.getLogger(Backfill.class);

    private final Watermarks watermarks;
    private final Targets targets;
    private final Consumer<Message> intake;
    private final BooleanSupplier taking;
    private final InstantSource clock;
    private volatile boolean ready;
    /** The marks before the gap; messages that come meanwhile move the real ones. */
    private final AtomicReference<@Nullable List<Watermarks.Mark>> before = new AtomicReference<>();

    /** @param taking whether events are for this node, and what was missed too */
    Backfill(
            Watermarks watermarks,
            Targets targets,
            Consumer<Message> intake,
            BooleanSupplier taking,
            InstantSource clock) {
        this.watermarks = watermarks;
        this.targets = targets;
        this.intake = intake;
        this.taking = taking;
        this.clock = clock;
    }

    /** Notes where things stand; to be called before the first session. */
    void remember() {
        try {
            watermarks.flush();
            before.compareAndSet(null, watermarks.all());
        } catch (DataAccessException e) {
            LOG.warn("The watermarks cannot be read; what was said meanwhile will not be fetched.", e);
        }
    }

    /** This node takes the events from now on; what was said between it and the one before is fetched. */
    void catchUp() {
        // Otherwise the session begins with it.
        if (ready) {
            before.set(null);
            remember();
            begin();
        }
    }

    @Override
    public void onSessionDisconnect(SessionDisconnectEvent event) {
        remember();
    }

    @Override
    public void onSessionResume(SessionResumeEvent event) {
        before.set(null);
    }

    @Override
    public void onReady(ReadyEvent event) {
        ready = true;
        begin();
    }

    @Override
    public void onSessionRecreate(SessionRecreateEvent event) {
        begin();
    }

    private void begin() {
        List<Watermarks.Mark> marks = before.getAndSet(null);
        if (marks != null && taking.getAsBoolean()) {
            Thread.ofVirtual().name("discord-backfill").start(() -> marks.forEach(this::fetch));
        }
    }

    private void fetch(Watermarks.Mark mark) {
        try {
            Instant limit = clock.instant().minus(OLDEST);
            MessageChannel channel = targets.find(mark.conversation());
            long after = Math.max(mark.message(), TimeUtil.getDiscordTimestamp(limit.toEpochMilli()));
            List<Message> messages = new ArrayList<>(
                    Requests.await(() -> channel.getHistoryAfter(after, MOST)).getRetrievedHistory());
            messages.sort(Comparator.comparingLong(Message::getIdLong));
            messages.forEach(intake);
        } catch (DeliveryException | Requests.GoneException e) {
            LOG.info("What was said in {} meanwhile cannot be read: {}", mark.conversation(), e.getMessage());
        }
    }
}
