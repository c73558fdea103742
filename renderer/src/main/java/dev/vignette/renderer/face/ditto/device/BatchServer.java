package dev.vignette.renderer.face.ditto.device;

import dev.vignette.inference.InferenceException;
import dev.vignette.renderer.RenderException;
import dev.vignette.renderer.RenderException.Reason;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Asks a device the questions of all films, as many at once as wait and it takes, the films in turn. A batch that is not full waits a
 * little for more. Questions that fail are told so, and the next go on. Safe to use from any thread.
 */
final class BatchServer<Q, A> implements AutoCloseable {
    private final String name;
    private final BatchRunner<Q, A> runner;
    private final DeviceWatch watch;
    private final WorkTrace trace;
    private final DeviceTurns turns;
    private final ReentrantLock lock;
    private final Condition changed;
    private final Questions<Q, A> questions = new Questions<>();
    private final UnderWay<Q, A> underWay = new UnderWay<>();
    private final List<Thread> threads;
    private boolean closed;

    /**
     * @param name of the work, for people
     * @param runner is closed with this
     * @param turns shared by all servers of the device; this one comes after those that are there
     */
    BatchServer(String name, BatchRunner<Q, A> runner, DeviceTurns turns, DeviceWatch watch, WorkTrace trace) {
        this.name = name;
        this.runner = runner;
        this.watch = watch;
        this.trace = trace;
        this.turns = turns;
        lock = turns.lock;
        changed = turns.changed;
        lock.lock();
        try {
            turns.join(this);
        } finally {
            lock.unlock();
        }
        Thread.Builder thread = Thread.ofPlatform().daemon();
        threads = List.of(
                thread.name("ditto-device-" + name).unstarted(this::begin),
                thread.name("ditto-device-" + name + "-answers").unstarted(this::answer));
        threads.forEach(Thread::start);
    }

    /**
     * Asks and returns at once. What is cancelled before its turn is left out.
     *
     * @param lane who asks
     * @throws InferenceException if the device is lost
     */
    CompletableFuture<A> ask(Object lane, Q question) {
        watch.requireAnswering();
        CompletableFuture<A> answer = new CompletableFuture<>();
        lock.lock();
        try {
            if (closed) {
                answer.completeExceptionally(closed());
            } else {
                questions.add(lane, question, answer, watch.now());
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
        return answer;
    }

    /** Waits for an answer as {@link DeviceWatch#await} does. */
    A await(CompletableFuture<A> answer) {
        change(() -> questions.awaited(answer));
        try {
            return watch.await(answer, name, turns::busySince);
        } finally {
            change(() -> questions.notAwaited(answer));
        }
    }

    private void change(Runnable what) {
        lock.lock();
        try {
            what.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until all that is under way now is done: then what it used can go.
     *
     * @throws InferenceException if the device is lost: then it never can
     */
    void settle() {
        // What is freed too early would be written to by the device: an interrupt is heard afterwards.
        boolean interrupted = false;
        lock.lock();
        try {
            long upTo = underWay.begun();
            while (underWay.ended() < upTo) {
                try {
                    if (changed.awaitNanos(watch.look().toNanos()) <= 0) {
                        watch.judge(name, turns.busySince());
                    }
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            lock.unlock();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void begin() {
        UnderWay.Batch<Q, A> batch = next();
        while (batch != null) {
            giveToDevice(batch);
            batch = next();
        }
    }

    @SuppressWarnings("CatchingUnchecked") // Whatever it is, the films that wait must hear of it.
    private void giveToDevice(UnderWay.Batch<Q, A> batch) {
        BatchRunner.Begun<A> work;
        try {
            work = runner.begin(
                    batch.asked().stream().map(Questions.Asked::question).toList());
        } catch (Throwable failure) {
            work = BatchRunner.failed(failure);
        }
        BatchRunner.Begun<A> given = work;
        change(() -> batch.given(given));
    }

    /** The next batch once it can begin; null when this is closed. */
    private UnderWay.@Nullable Batch<Q, A> next() {
        lock.lock();
        try {
            while (!closed) {
                boolean wants = wants();
                if (wants && turns.free(this)) {
                    long now = watch.now();
                    turns.begin(now);
                    return underWay.begin(questions.take(runner.share(waiting())), now);
                }
                if (!wants && !turns.busy() && waiting() > 0) {
                    changed.awaitNanos(early());
                } else {
                    changed.await();
                }
            }
            return null;
        } catch (InterruptedException e) {
            // Nobody interrupts this thread: it ends as if it were closed.
            return null;
        } finally {
            lock.unlock();
        }
    }

    /** Whether a batch should begin as soon as the device is free. Under the lock. */
    boolean wants() {
        return waiting() > 0 && early() <= 0;
    }

    int most() {
        return runner.most();
    }

    /** Nanoseconds for which it is worth waiting for more questions, as long as none comes. */
    private long early() {
        if (waiting() >= runner.most()) {
            return 0;
        }
        long first = questions.since();
        if (turns.last(this)) {
            return Math.max(first, turns.idleSince()) + runner.linger().toNanos() - watch.now();
        }
        boolean urgent = questions.urgent();
        if (urgent && turns.hungry()) {
            return 0;
        }
        // What nobody waits for can be computed with what comes later while the device has other work.
        return !urgent && turns.occupied()
                ? Long.MAX_VALUE
                : first + runner.linger().toNanos() - watch.now();
    }

    /** How many wait, without those who do not any more. Under the lock. */
    int waiting() {
        return questions.waiting();
    }

    private void answer() {
        UnderWay.Batch<Q, A> batch = first();
        while (batch != null) {
            answer(batch, batch.work());
            batch = first();
        }
    }

    @SuppressWarnings("CatchingUnchecked") // As above.
    private void answer(UnderWay.Batch<Q, A> batch, BatchRunner.Begun<A> work) {
        try {
            try {
                work.computed();
            } finally {
                ended();
            }
            List<A> answers = work.answers();
            trace.add(name, batch.asked().size() + " of " + runner.most(), batch.first(), batch.last());
            for (int i = 0; i < answers.size(); i++) {
                batch.asked().get(i).answer().complete(answers.get(i));
            }
        } catch (Throwable failure) {
            batch.asked().forEach(asked -> asked.answer().completeExceptionally(failure));
        }
    }

    /** The first batch that the device has been given; null when this is closed and there is none. */
    private UnderWay.@Nullable Batch<Q, A> first() {
        lock.lock();
        try {
            while (true) {
                UnderWay.Batch<Q, A> batch = underWay.first();
                if (batch != null) {
                    return batch;
                }
                if (closed && underWay.isEmpty()) {
                    return null;
                }
                changed.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    private void ended() {
        change(() -> {
            long now = watch.now();
            underWay.end(now);
            turns.end(now);
        });
    }

    private static RenderException closed() {
        return new RenderException(Reason.CANCELLED, "The film was cancelled: the face was closed.");
    }

    /**
     * Cancels what waits, and returns after what is under way is done; where the device is lost, at once, and without freeing anything of
     * it.
     */
    @Override
    public void close() {
        change(() -> {
            closed = true;
            questions.fail(closed());
        });
        boolean interrupted = false;
        for (Thread thread : threads) {
            while (thread.isAlive() && watch.lost().isEmpty()) {
                try {
                    if (!thread.join(watch.look())) {
                        watch.judge(name, turns.busySince());
                    }
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (InferenceException e) {
                    // Lost, which whoever asks for the next film is told.
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (watch.lost().isEmpty()) {
            runner.close();
        }
    }
}
