package dev.vignette.bot.turn;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import java.time.InstantSource;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;

/**
 * db-scheduler twice, once per {@link NodePool}. Both know their tasks on every node, so that any node can add to either
 * table; which of them run is the node's {@link NodeRole}. Tasks are found at once when somebody rings, and by polling
 * otherwise.
 */
final class TurnSchedulers implements AutoCloseable {
    private final Map<NodePool, Scheduler> schedulers = new EnumMap<>(NodePool.class);
    private final NodeRole role;
    private volatile boolean stopping;

    TurnSchedulers(
            DataSource database,
            Collection<StepRunner> runners,
            RecurringTask<Void> retention,
            TurnSettings settings,
            NodeRole role,
            SchedulerName name,
            InstantSource clock) {
        this.role = role;
        for (NodePool pool : NodePool.values()) {
            int threads = pool == NodePool.CHAT ? settings.chatThreads() : settings.renderThreads();
            SchedulerBuilder builder = Scheduler.create(
                            new TransactionAwareDataSourceProxy(database), tasks(runners, pool))
                    .jdbcCustomization(Database.of(database).customization())
                    .tableName(pool.table())
                    .threads(threads)
                    .executorService(Executors.newFixedThreadPool(
                            threads,
                            Thread.ofVirtual()
                                    .name(pool.name().toLowerCase(Locale.ROOT) + "-", 0)
                                    .factory()))
                    // No more than can run are fetched, so that whoever comes meanwhile can still take his fair place.
                    .pollUsingFetch(0.5, 1.0)
                    .pollingInterval(settings.poll())
                    .heartbeatInterval(settings.heartbeat())
                    .missedHeartbeatsLimit(4)
                    .shutdownMaxWait(settings.stopWithin())
                    .schedulerName(name)
                    .clock(clock::instant);
            if (pool == NodePool.CHAT) {
                builder.startTasks(retention);
            }
            schedulers.put(pool, builder.build());
        }
    }

    /** The tasks of {@code pool} for db-scheduler; also what tests drive by hand. */
    static List<Task<?>> tasks(Collection<StepRunner> runners, NodePool pool) {
        return runners.stream()
                .filter(runner -> runner.task().pool() == pool)
                .<Task<?>>map(StepTask::new)
                .toList();
    }

    Scheduler scheduler(NodePool pool) {
        Scheduler scheduler = schedulers.get(pool);
        if (scheduler == null) {
            throw new IllegalStateException("No scheduler for " + pool);
        }
        return scheduler;
    }

    void start() {
        for (NodePool pool : NodePool.values()) {
            if (role.works(pool)) {
                scheduler(pool).start();
            }
        }
    }

    /** Looks for due tasks at once, if this node does that kind of work. */
    void ring(NodePool pool) {
        if (role.works(pool) && !stopping) {
            scheduler(pool).triggerCheckForDueExecutions();
        }
    }

    boolean stopping() {
        return stopping;
    }

    /** Lets running steps end, interrupts those that take too long; they go on with the next start. */
    @Override
    public void close() {
        stopping = true;
        // Both at once: each waits for its running work.
        Thread render =
                Thread.startVirtualThread(() -> scheduler(NodePool.RENDER).stop());
        scheduler(NodePool.CHAT).stop();
        try {
            render.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
