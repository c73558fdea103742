package dev.vignette.bot.turn;

import dev.vignette.bot.chat.DeliveryException;
import dev.vignette.bot.chat.TurnId;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;

/** Runs a step and decides what its failure means: again after a pause, or the end of the turn with a reason. */
final class StepRunner {
    private static final Logger LOG = LoggerFactory.getLogger(StepRunner.class);

    /** A task whose process has died this often is what kills it. */
    private static final int MAX_DEATHS = 3;

    /**
     * What all runners of a node share.
     *
     * @param stopping whether the node is shutting down, when an interrupt means no more than that
     */
    record Common(
            TurnStore turns, Journal journal, EndingJournal endings, TurnMeters meters, BooleanSupplier stopping) {}

    private final TurnTask task;
    private final Step step;
    private final TurnStore turns;
    private final Journal journal;
    private final EndingJournal endings;
    private final TurnMeters meters;
    private final BooleanSupplier stopping;

    StepRunner(TurnTask task, Step step, Common with) {
        this.task = task;
        this.step = step;
        this.turns = with.turns();
        this.journal = with.journal();
        this.endings = with.endings();
        this.meters = with.meters();
        this.stopping = with.stopping();
    }

    TurnTask task() {
        return task;
    }

    Next run(TurnId id) {
        Instant start = journal.now();
        try {
            return step.run(id);
        } catch (TurnException e) {
            return failed(id, e.reason(), e.retryable(), e.retryAfter(), e);
        } catch (DeliveryException e) {
            return failed(id, Reason.DELIVERY_FAILED, e.retryable(), e.retryAfter(), e);
        } catch (TransientDataAccessException | RecoverableDataAccessException e) {
            return failed(id, Reason.INTERNAL, true, null, e);
        } catch (RuntimeException e) {
            return failed(id, Reason.INTERNAL, false, null, e);
        } finally {
            meters.task(task, Duration.between(start, journal.now()));
        }
    }

    /** The process that ran the task has died. */
    Next died(TurnId id) {
        Turn turn = turns.find(id).orElse(null);
        if (turn == null) {
            return Next.DONE;
        }
        meters.revived(task);
        int deaths = turn.attempts() + 1;
        if (deaths >= MAX_DEATHS && !turn.state().ended()) {
            LOG.error("{} of turn {} has taken its process with it {} times; giving up.", task, id, deaths);
            endings.ended(
                    turn,
                    new Turn.Ending(
                            Reason.CRASHED, "The process died " + deaths + " times during " + task.taskName() + "."));
        } else {
            LOG.info("{} of turn {} was left by a process that died; it is run again.", task, id);
            journal.attempted(turn, deaths);
        }
        return new Next.Again(journal.now());
    }

    private Next failed(
            TurnId id, Reason reason, boolean retryable, @Nullable Duration retryAfter, RuntimeException e) {
        boolean interrupted = Thread.interrupted();
        Turn turn = turns.find(id).orElse(null);
        if (turn == null || turn.state().ended()) {
            LOG.info("{} of turn {} was stopped, as the turn has ended.", task, id);
            return Next.DONE;
        }
        if (stopping.getAsBoolean()) {
            LOG.info("{} of turn {} stops with this node and goes on with the next.", task, id);
            return new Next.Again(journal.now());
        }
        int failures = turn.attempts() + 1;
        if (retryable && !Backoff.WORK.exhausted(failures)) {
            return again(turn, reason, failures, Backoff.WORK.pause(failures, retryAfter), e);
        }
        if (reason.ending() == TurnState.DECLINED) {
            LOG.info("{} of turn {} is declined ({}: {}); the person is told.", task, id, reason, e.getMessage());
        } else {
            LOG.warn(
                    "{} of turn {} failed for good ({}{}, failure {}); the person is told.",
                    task,
                    id,
                    reason,
                    interrupted ? ", interrupted" : "",
                    failures,
                    e);
        }
        endings.ended(turn, new Turn.Ending(reason, String.valueOf(e.getMessage())));
        return Next.DONE;
    }

    private Next again(Turn turn, Reason reason, int failures, Duration pause, RuntimeException e) {
        LOG.warn(
                "{} of turn {} failed ({}: {}); try {} follows in {}.",
                task,
                turn.id(),
                reason,
                e.getMessage(),
                failures + 1,
                pause);
        meters.retried(task, reason);
        Instant at = journal.now().plus(pause);
        if (task == TurnTask.RENDER_FILM) {
            journal.renderPostponed(turn, failures, at);
            return Next.DONE;
        }
        journal.attempted(turn, failures);
        return new Next.Again(at);
    }
}
