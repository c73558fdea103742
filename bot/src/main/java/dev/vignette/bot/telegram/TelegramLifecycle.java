package dev.vignette.bot.telegram;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.springframework.context.SmartLifecycle;

/** Starts the bot after everything else and stops it first, with a watchdog in between. */
final class TelegramLifecycle implements SmartLifecycle {
    private final TelegramBot bot;
    private final boolean polls;
    private final ScheduledExecutorService watchdog = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("telegram-watchdog").daemon().factory());
    private volatile boolean running;

    /** @param polls false on nodes that only render */
    TelegramLifecycle(TelegramBot bot, boolean polls) {
        this.bot = bot;
        this.polls = polls;
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // The watchdog ends with the executor.
    public void start() {
        if (polls) {
            bot.start();
            watchdog.scheduleWithFixedDelay(bot::watch, 30, 30, TimeUnit.SECONDS);
        }
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        watchdog.shutdownNow();
        bot.close();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
