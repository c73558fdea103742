package dev.vignette.bot.turn;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Starts and stops the node with the application. */
final class TurnLifecycle implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(TurnLifecycle.class);

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
        LOG.info("Turns stop here; what is unfinished goes on with the next start.");
        node.close();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
