package dev.vignette.bot.turn;

import org.springframework.context.SmartLifecycle;

/** Starts and stops the node with the application. */
final class TurnLifecycle implements SmartLifecycle {
    private final TurnNode node;
    private volatile boolean running;

    TurnLifecycle(TurnNode node) {
        this.node = node;
    }

    @Override
    public void start() {
        node.start();
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        node.close();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
