package dev.vignette.bot.turn;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.exceptions.DbSchedulerException;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.TaskInstanceId;
import dev.vignette.bot.chat.TurnId;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/** The {@link Agenda} in db-scheduler's tables. */
final class SchedulerAgenda implements Agenda {
    private final Map<NodePool, SchedulerClient> clients = new EnumMap<>(NodePool.class);
    private final Consumer<NodePool> bell;

    SchedulerAgenda(Consumer<NodePool> bell) {
        this.bell = bell;
    }

    /** Once, before first use: schedulers know the steps, steps know the agenda, the agenda knows the schedulers. */
    void use(NodePool pool, SchedulerClient client) {
        clients.put(pool, client);
    }

    @Override
    public void schedule(TurnTask task, TurnId turn, Instant at) {
        client(task).scheduleIfNotExists(new TaskInstance<Void>(task.taskName(), turn.value()), at);
    }

    @Override
    public void hurry(TurnTask task, TurnId turn, Instant at) {
        ifWaiting(() -> client(task).reschedule(id(task, turn), at));
    }

    @Override
    public void drop(TurnTask task, TurnId turn) {
        ifWaiting(() -> client(task).cancel(id(task, turn)));
    }

    @Override
    public void ring(NodePool pool) {
        bell.accept(pool);
    }

    private static void ifWaiting(Runnable change) {
        try {
            change.run();
        } catch (DbSchedulerException e) {
            // It has run, or runs, or is picked up at this very moment: it will see by itself what has changed.
        }
    }

    private SchedulerClient client(TurnTask task) {
        return Objects.requireNonNull(clients.get(task.pool()), "the agenda is used before it is set up");
    }

    private static TaskInstanceId id(TurnTask task, TurnId turn) {
        return TaskInstanceId.of(task.taskName(), turn.value());
    }
}
