package dev.vignette.bot.turn;

import java.time.Instant;

/** What becomes of a task that has run. */
sealed interface Next {
    /** Nothing is left to do: the task goes. */
    record Done() implements Next {}

    /** The task runs again, not before {@code at}. */
    record Again(Instant at) implements Next {}

    Next DONE = new Done();
}
