package dev.vignette.bot.turn;

import dev.vignette.bot.chat.TurnId;
import java.time.Instant;

/** The tasks that are to run. {@link #schedule} takes part in the transaction that is open; the others come
 * after the commit, as they are only shortcuts: a task that finds nothing to do is none the worse. */
interface Agenda {
    /** Adds the task unless it is there. */
    void schedule(TurnTask task, TurnId turn, Instant at);

    /** Brings the task forward to {@code at} if it waits. */
    void hurry(TurnTask task, TurnId turn, Instant at);

    /** Removes the task if it waits. */
    void drop(TurnTask task, TurnId turn);

    /** Has due tasks picked up at once, on every node. */
    void ring(NodePool pool);
}
