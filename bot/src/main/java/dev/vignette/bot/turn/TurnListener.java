package dev.vignette.bot.turn;

/**
 * Hears what happens to turns, on the thread that it happens on: must be quick. What it throws is logged and contained. With
 * several nodes on PostgreSQL each node hears of all turns.
 */
@FunctionalInterface
public interface TurnListener {
    void on(TurnEvent event);
}
