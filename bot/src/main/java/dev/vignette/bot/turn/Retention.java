package dev.vignette.bot.turn;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes what has been kept long enough: ended turns with all that belongs to them, then conversations left empty. */
final class Retention {
    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

    private final TurnStore turns;
    private final ConversationStore conversations;
    private final Duration keep;
    private final InstantSource clock;

    Retention(TurnStore turns, ConversationStore conversations, Duration keep, InstantSource clock) {
        this.turns = turns;
        this.conversations = conversations;
        this.keep = keep;
        this.clock = clock;
    }

    void sweep() {
        Instant limit = clock.instant().minus(keep);
        int removed = turns.deleteEndedBefore(limit);
        for (Conversation empty : conversations.emptyBefore(limit)) {
            conversations.delete(empty.platform(), empty.id());
        }
        if (removed > 0) {
            LOG.info("{} turns that ended more than {} ago were removed.", removed, keep);
        }
    }

    /** Once an hour on one node of all. */
    RecurringTask<Void> task() {
        return Tasks.recurring("retention", FixedDelay.ofHours(1)).execute((instance, context) -> sweep());
    }
}
