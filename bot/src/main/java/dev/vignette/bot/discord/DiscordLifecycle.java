package dev.vignette.bot.discord;

import org.springframework.context.SmartLifecycle;

/** Connects and disconnects with the application. */
final class DiscordLifecycle implements SmartLifecycle {
    private final DiscordBot bot;
    private final boolean connects;
    private volatile boolean running;

    /** @param connects false on nodes that only render */
    DiscordLifecycle(DiscordBot bot, boolean connects) {
        this.bot = bot;
        this.connects = connects;
    }

    @Override
    public void start() {
        if (connects) {
            bot.open();
        }
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        if (connects) {
            bot.close();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
