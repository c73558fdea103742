package dev.vignette.bot.slack;

import dev.vignette.bot.chat.ChatPlatform;
import dev.vignette.bot.manners.StatusBoard;
import org.springframework.context.SmartLifecycle;

/** Connects and disconnects with the application. */
final class SlackLifecycle implements SmartLifecycle {
    private final SlackBot bot;
    private final StatusBoard statuses;
    private final ChatPlatform platform;
    private final boolean connects;
    private volatile boolean running;

    /** @param connects false on nodes that only render */
    SlackLifecycle(SlackBot bot, StatusBoard statuses, ChatPlatform platform, boolean connects) {
        this.bot = bot;
        this.statuses = statuses;
        this.platform = platform;
        this.connects = connects;
    }

    @Override
    public void start() {
        if (connects) {
            bot.open();
            Thread.ofVirtual().name("slack-sweep").start(() -> statuses.sweep(platform));
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
