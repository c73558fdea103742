package dev.vignette.bot.manners;

import org.springframework.context.SmartLifecycle;

/** Has a bot connect after everything else has started, and disconnect before anything ends. */
public final class ConnectedBot implements SmartLifecycle {
    /** What connects. */
    public interface Bot {
        /** Begins to connect and returns at once. */
        void open();

        /** Takes nothing more in, and disconnects. */
        void close();
    }

    private final Bot bot;
    private final boolean connects;
    private volatile boolean running;

    /** @param connects false on nodes that only render */
    public ConnectedBot(Bot bot, boolean connects) {
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
