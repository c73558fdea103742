package dev.vignette.bot.telegram;

import static java.util.stream.Collectors.groupingBy;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.telegram.telegrambots.meta.api.objects.Update;

/**
 * The offset is the acknowledgement: the next question confirms to Telegram all updates below its offset, so the offset moves
 * past an update only after it was handled, which includes that it was stored. While the database is out of reach nothing is
 * asked; Telegram keeps what is unconfirmed for a day. The library's own session confirms before it hands over, and ends for
 * good at the first exception; so it is not used.
 *
 * <p>Driven by one thread, which calls {@link #round} over and over and waits as long as it says.
 */
final class UpdatePoller {
    private static final Logger LOG = LoggerFactory.getLogger(UpdatePoller.class);

    /** What is understood; Telegram remembers the list. */
    static final List<String> KINDS = List.of("message", "edited_message", "callback_query");

    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);

    /** Another process uses the token: not to be fought, it may be the new one of a redeployment. */
    private static final Duration CONFLICT_PAUSE = Duration.ofSeconds(15);

    /** Chats whose updates are stored at the same time. */
    private static final int LANES = 8;

    private final BotApi api;
    private final Consumer<Update> handler;
    private final Duration hold;
    private final InstantSource clock;
    private volatile int offset;
    private int failures;
    private List<Update> unhandled = List.of();
    private volatile Instant sign;

    /** @param handler stores; what it throws as {@link DataAccessException} is tried again, any other failure is passed over */
    UpdatePoller(BotApi api, Consumer<Update> handler, Duration hold, int offset, InstantSource clock) {
        this.api = api;
        this.handler = handler;
        this.hold = hold;
        this.offset = offset;
        this.clock = clock;
        this.sign = clock.instant();
    }

    /** The first update that is not handled yet; 0 for whatever Telegram has kept. */
    int offset() {
        return offset;
    }

    /** When a round last came to an end, whichever. */
    Instant lastSign() {
        return sign;
    }

    /** Another node polls at the moment; this one is well. */
    void rest() {
        sign = clock.instant();
    }

    /** Asks for updates once and handles them; tells how long to wait before the next round. */
    Duration round() {
        try {
            if (unhandled.isEmpty()) {
                unhandled = api.poll(new PolledUpdates(offset, (int) hold.toSeconds(), KINDS));
            }
            handleAll();
            failures = 0;
            return Duration.ZERO;
        } catch (CallFailure e) {
            return afterRefusal(e);
        } catch (DataAccessException e) {
            Duration pause = pause(null);
            LOG.warn("The database is out of reach; Telegram's updates wait there. Tried again in {}.", pause, e);
            return pause;
        } finally {
            sign = clock.instant();
        }
    }

    /**
     * Chats side by side, what is said in one chat in order. The offset stays before the first update that could not be stored;
     * those behind it that were are the same again when they come again.
     */
    private void handleAll() {
        List<Update> updates = unhandled;
        if (updates.isEmpty()) {
            return;
        }
        Set<Integer> handled = ConcurrentHashMap.newKeySet();
        AtomicReference<@Nullable DataAccessException> failure = new AtomicReference<>();
        List<Runnable> chats = updates.stream().collect(groupingBy(UpdatePoller::chat)).values().stream()
                .<Runnable>map(chat -> () -> handle(chat, handled, failure))
                .toList();
        if (chats.size() == 1) {
            chats.getFirst().run();
        } else {
            try (var lanes = Executors.newFixedThreadPool(
                    Math.min(LANES, chats.size()),
                    Thread.ofVirtual().name("telegram-update-", 0).factory())) {
                chats.forEach(lanes::execute);
            }
        }
        unhandled = updates.stream()
                .filter(update -> !handled.contains(update.getUpdateId()))
                .toList();
        offset = unhandled.isEmpty()
                ? updates.getLast().getUpdateId() + 1
                : unhandled.getFirst().getUpdateId();
        DataAccessException failed = failure.get();
        if (failed != null) {
            throw failed;
        }
    }

    private void handle(
            List<Update> chat, Set<Integer> handled, AtomicReference<@Nullable DataAccessException> failure) {
        for (Update update : chat) {
            try {
                handler.accept(update);
            } catch (DataAccessException e) {
                failure.set(e);
                return;
            } catch (RuntimeException e) {
                // It would fail for ever and hold up all others.
                LOG.error("Update {} could not be handled and is passed over.", update.getUpdateId(), e);
            }
            handled.add(update.getUpdateId());
        }
    }

    private static long chat(Update update) {
        if (update.getMessage() != null) {
            return update.getMessage().getChatId();
        }
        return update.getEditedMessage() == null ? 0 : update.getEditedMessage().getChatId();
    }

    private Duration afterRefusal(CallFailure e) {
        Duration pause = e.code() == 409 ? CONFLICT_PAUSE : pause(e.retryAfter());
        if (e.code() == 409) {
            LOG.warn("Another process polls with this bot's token; asking again in {}.", pause);
        } else if (e.code() == 401 || e.code() == 404) {
            LOG.error(
                    "Telegram does not know this bot's token (any more). Set vignette.telegram.token to the one that"
                            + " BotFather shows. Asking again in {}.",
                    pause);
        } else {
            LOG.warn("Telegram gave no updates ({}); asking again in {}.", e.getMessage(), pause);
        }
        return pause;
    }

    private Duration pause(@Nullable Duration asked) {
        failures++;
        Duration pause = SHORTEST_PAUSE.multipliedBy(1L << Math.min(failures - 1, 7));
        pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
        return asked != null && asked.compareTo(pause) > 0 ? asked : pause;
    }
}
