package dev.vignette.bot.telegram;

import dev.vignette.bot.manners.ConnectedBot;
import dev.vignette.bot.manners.ConnectionLease;
import dev.vignette.bot.manners.StatusBoard;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.telegram.telegrambots.meta.api.methods.GetMe;
import org.telegram.telegrambots.meta.api.methods.updates.DeleteWebhook;
import org.telegram.telegrambots.meta.api.methods.updates.SetWebhook;
import org.telegram.telegrambots.meta.api.objects.Update;
import org.telegram.telegrambots.meta.api.objects.User;

/**
 * The bot while it runs: introduces itself to Telegram, polls on a thread of its own, and has the thread replaced when it is
 * dead or hangs. Of several nodes one polls. Where a webhook is set, that one sets and removes it, and every node takes what is
 * posted. Starting never waits for Telegram and never fails because of it.
 */
final class TelegramBot implements ConnectedBot.Bot, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TelegramBot.class);

    /** Between two looks whether it is this node's turn. */
    private static final Duration WAITING = Duration.ofSeconds(1);

    private final BotApi api;
    private final Updates updates;
    private final CommandMenus menus;
    private final StatusBoard board;
    private final TelegramPlatform platform;
    private final TelegramSettings settings;
    private final ConnectionLease lease;
    private final Duration patience;
    private final InstantSource clock;
    private final ScheduledExecutorService watchdog = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("telegram-watchdog").daemon().factory());
    /** Whether Telegram has been told by this node where to post. */
    private volatile boolean webhookSet;

    private volatile boolean closed;
    private volatile @Nullable Bot bot;
    private volatile UpdatePoller poller;
    private volatile @Nullable Thread thread;
    private volatile Instant started = Instant.MIN;

    TelegramBot(
            BotApi api,
            Updates updates,
            CommandMenus menus,
            StatusBoard board,
            TelegramPlatform platform,
            TelegramSettings settings,
            ConnectionLease lease,
            InstantSource clock) {
        this.api = api;
        this.updates = updates;
        this.menus = menus;
        this.board = board;
        this.platform = platform;
        this.clock = clock;
        this.settings = settings;
        this.lease = lease;
        this.poller = new UpdatePoller(api, this::handle, settings.poll(), 0, clock);
        // The longest pause after failures is a minute, a poll's call ends half a minute after its hold.
        this.patience = settings.poll().plusSeconds(120);
    }

    /**
     * An update that was posted.
     *
     * @return false if the bot does not know yet who it is
     * @throws org.springframework.dao.DataAccessException if it could not be stored
     */
    boolean take(Update update) {
        Bot known = bot;
        if (known == null || closed) {
            return false;
        }
        updates.handle(update, known);
        return true;
    }

    private void handle(Update update) {
        Bot known = bot;
        if (known != null) {
            updates.handle(update, known);
        }
    }

    /** Begins to poll, if or as soon as no other node does. */
    synchronized void start() {
        if (!closed) {
            lease.keep(() -> {});
            started = clock.instant();
            // Of its own: the thread before may still be at it, and what both handle is stored once.
            UpdatePoller next = new UpdatePoller(api, this::handle, settings.poll(), poller.offset(), clock);
            poller = next;
            thread = Thread.ofPlatform().name("telegram-poll").daemon().start(() -> run(next));
        }
    }

    private void run(UpdatePoller own) {
        while (!closed && poller == own) {
            Duration pause;
            try {
                pause = step(own);
            } catch (RuntimeException e) {
                LOG.error("Polling failed in a way that it should not; it goes on.", e);
                pause = Duration.ofSeconds(10);
            }
            LockSupport.parkNanos(pause.toNanos());
        }
    }

    /** One round on the calling thread, for tests. */
    Duration step() {
        return step(poller);
    }

    /** Nothing on other nodes than the one; the introduction as long as there was none, updates after that. */
    private Duration step(UpdatePoller poller) {
        boolean held = lease.held();
        URI webhook = settings.webhook();
        if (!held) {
            // Whoever holds the lease meanwhile removes the webhook in the end.
            webhookSet = false;
        }
        try {
            if (webhook != null) {
                poller.rest();
                takePosts(webhook, held);
                return WAITING;
            }
            if (!held) {
                poller.rest();
                return WAITING;
            }
            if (bot == null) {
                // While a webhook is set, polling is refused. What waits is kept.
                introduce(() -> api.call(new DeleteWebhook(false)));
            }
        } catch (CallFailure e) {
            Duration pause = e.passing() ? Duration.ofSeconds(5) : Duration.ofMinutes(1);
            LOG.warn(
                    "Telegram cannot be talked to ({}{}); tried again in {}.",
                    e.getMessage(),
                    e.code() == 401 || e.code() == 404 ? ": is vignette.telegram.token right?" : "",
                    pause);
            return pause;
        }
        return poller.round();
    }

    /** Any node may be posted to, so each has to know who it is; the one that holds the lease tells Telegram where to post. */
    private void takePosts(URI webhook, boolean held) {
        if (held && !webhookSet) {
            introduce(() -> api.setWebhook(SetWebhook.builder()
                    .url(webhook.toString())
                    .secretToken(new WebhookSecret(settings.token()).value())
                    .allowedUpdates(UpdatePoller.KINDS)
                    .dropPendingUpdates(false)
                    .build()));
            webhookSet = true;
        } else if (bot == null) {
            User me = api.call(new GetMe());
            bot = new Bot(me.getId(), me.getUserName());
        }
    }

    /** @param transport how updates are to come */
    private void introduce(Runnable transport) {
        User me = api.call(new GetMe());
        Bot known = new Bot(me.getId(), me.getUserName());
        // Before anything can be posted.
        if (settings.webhook() != null) {
            bot = known;
        }
        transport.run();
        try {
            menus.publish();
        } catch (CallFailure e) {
            LOG.warn("The command menus could not be published: {}", e.getMessage());
        }
        board.sweep(platform);
        bot = known;
        LOG.info("Telegram: @{} listens.", known.name());
    }

    /** Whether polling is alive: its rounds come to an end, be it a bad one, within reasonable time. */
    boolean alive() {
        Thread polling = thread;
        Instant limit = clock.instant().minus(patience);
        return polling != null && polling.isAlive() && (poller.lastSign().isAfter(limit) || started.isAfter(limit));
    }

    /** Replaces a polling thread that is dead or hangs; to be called now and then. */
    synchronized void watch() {
        if (!closed && !alive()) {
            LOG.error("Polling has stopped or hangs; it is started anew.");
            Thread old = thread;
            start();
            if (old != null) {
                old.interrupt();
            }
        }
    }

    /** Begins to poll, and has the polling looked after. */
    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // The watchdog ends with the executor.
    public void open() {
        start();
        watchdog.scheduleWithFixedDelay(this::watch, 30, 30, TimeUnit.SECONDS);
    }

    /** Ends polling; calls of others go on. */
    @Override
    public synchronized void close() {
        closed = true;
        watchdog.shutdownNow();
        Thread polling = thread;
        thread = null;
        if (polling != null) {
            polling.interrupt();
            try {
                polling.join(Duration.ofSeconds(5));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        if (webhookSet) {
            webhookSet = false;
            try {
                // Telegram keeps what comes until somebody asks, or is called.
                api.call(new DeleteWebhook(false));
            } catch (CallFailure e) {
                LOG.warn("The webhook could not be removed and stays until the next start: {}", e.getMessage());
            }
        }
        lease.close();
    }
}
