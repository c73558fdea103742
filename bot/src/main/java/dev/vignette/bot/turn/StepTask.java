package dev.vignette.bot.turn;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import dev.vignette.bot.chat.TurnId;
import java.time.Duration;

/** A {@link TurnTask} as db-scheduler sees it. */
final class StepTask extends CustomTask<Void> {
    /** When not even the failure could be written down, the database is away: look again after a while. */
    private static final Duration DATABASE_AWAY = Duration.ofSeconds(5);

    private final StepRunner runner;

    StepTask(StepRunner runner) {
        super(
                runner.task().taskName(),
                Void.class,
                null,
                now -> now,
                new FailureHandler.OnFailureRetryLater<>(DATABASE_AWAY),
                (complete, operations) -> finish(runner.died(turn(complete)), complete, operations));
        this.runner = runner;
    }

    @Override
    public CompletionHandler<Void> execute(TaskInstance<Void> instance, ExecutionContext context) {
        Next next = runner.run(new TurnId(instance.getId()));
        return (complete, operations) -> finish(next, complete, operations);
    }

    private static void finish(Next next, ExecutionComplete complete, ExecutionOperations<Void> operations) {
        switch (next) {
            case Next.Done done -> operations.stop();
            case Next.Again again -> operations.reschedule(complete, again.at());
        }
    }

    private static TurnId turn(ExecutionComplete complete) {
        return new TurnId(complete.getExecution().taskInstance.getId());
    }
}
