package dev.vignette.bot.turn;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells every listener; none can stop the others or the work. */
final class Announcer implements TurnListener {
    private static final Logger LOG = LoggerFactory.getLogger(Announcer.class);

    private final List<TurnListener> listeners = new CopyOnWriteArrayList<>();

    void add(TurnListener listener) {
        listeners.add(listener);
    }

    @Override
    public void on(TurnEvent event) {
        for (TurnListener listener : listeners) {
            try {
                listener.on(event);
            } catch (RuntimeException e) {
                LOG.warn("A listener failed on {} of turn {}; the turn goes on.", kind(event), event.turn(), e);
            }
        }
    }

    private static String kind(TurnEvent event) {
        return event.getClass().getSimpleName();
    }
}
