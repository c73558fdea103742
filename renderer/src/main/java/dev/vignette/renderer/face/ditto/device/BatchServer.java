package dev.vignette.renderer.face.ditto.device;

import dev.vignette.inference.InferenceException;
import dev.vignette.renderer.RenderException;
import dev.vignette.renderer.RenderException.Reason;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
    /** Who waits for what; whoever was served last comes last. */
    private final Map<Object, Deque<Asked<Q, A>>> lanes = new LinkedHashMap<>();

    private final Deque<Batch<Q, A>> underWay = new ArrayDeque<>();
    private final List<Thread> threads;
    private long begun;
    private long ended;
    /** Answers for which a thread waits that has nothing else to do. */
    private final List<CompletableFuture<A>> awaited = new ArrayList<>();

    private boolean closed;

    private record Asked<Q, A>(Q question, CompletableFuture<A> answer, long since) {}

    /** What is at work, or about to be. */
    private static final class Batch<Q, A> {
        private final List<Asked<Q, A>> asked;
        /** Null until the device has been given it. */
        private BatchRunner.@Nullable Begun<A> work;

        private final long first;
        private long last;

        Batch(List<Asked<Q, A>> asked, long now) {
            this.asked = asked;
            first = now;
        }
    }

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
        Asked<Q, A> asked = new Asked<>(question, new CompletableFuture<>(), watch.now());
        lock.lock();
        try {
            if (closed) {
                asked.answer.completeExceptionally(closed());
            } else {
                lanes.computeIfAbsent(lane, one -> new ArrayDeque<>()).add(asked);
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
        return asked.answer;
    }

    /** Waits for an answer as {@link DeviceWatch#await} does. */
    A await(CompletableFuture<A> answer) {
        lock.lock();
        try {
            awaited.add(answer);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            return watch.await(answer, name, this::since);
        } finally {
            forget(answer);
        }
    }

    private void forget(CompletableFuture<A> answer) {
        lock.lock();
        try {
            awaited.removeIf(answer::equals);
        } finally {
            lock.unlock();
        }
    }

    private long since() {
        lock.lock();
        try {
            return turns.busySince();
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
        lock.lock();
        try {
            long upTo = begun;
            while (ended < upTo) {
                long left = changed.awaitNanos(watch.look().toNanos());
                if (left <= 0) {
                    watch.judge(name, since());
                }
            }
        } catch (InterruptedException e) {
            settleAndStayInterrupted();
        } finally {
            lock.unlock();
        }
    }

    /** What is freed too early would be written to by the device: an interrupt is heard afterwards. */
    private void settleAndStayInterrupted() {
        try {
            settle();
        } finally {
            Thread.currentThread().interrupt();
        }
    }

    private void begin() {
        Batch<Q, A> batch = next();
        while (batch != null) {
            begun(batch, work(batch));
            batch = next();
        }
    }

    @SuppressWarnings("CatchingUnchecked") // Whatever it is, the films that wait must hear of it.
    private BatchRunner.Begun<A> work(Batch<Q, A> batch) {
        try {
            return runner.begin(batch.asked.stream().map(Asked::question).toList());
        } catch (Throwable failure) {
            return new Failed<>(failure);
        }
    }

    /** What could not be begun. */
    private record Failed<A>(Throwable failure) implements BatchRunner.Begun<A> {
        @Override
        public void computed() {
            throw DeviceWatch.failure(failure);
        }

        @Override
        public List<A> answers() {
            throw DeviceWatch.failure(failure);
        }
    }

    /** The next batch once it can begin; null when this is closed. */
    private @Nullable Batch<Q, A> next() {
        lock.lock();
        try {
            while (!closed) {
                boolean wants = wants();
                if (wants && turns.free(this)) {
                    Batch<Q, A> batch = new Batch<>(taken(runner.share(waiting())), watch.now());
                    turns.begin(batch.first);
                    underWay.add(batch);
                    begun++;
                    return batch;
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

    /** Nanoseconds for which it is worth waiting for more questions. */
    private long early() {
        boolean last = turns.last(this);
        if (waiting() >= runner.most() || (!last && urgent() && turns.hungry())) {
            return 0;
        }
        long first = lanes.values().stream()
                .mapToLong(lane -> lane.getFirst().since)
                .min()
                .orElse(0);
        long from = last ? Math.max(first, turns.idleSince()) : first;
        return from + runner.linger().toNanos() - watch.now();
    }

    /** Whether somebody does nothing but wait for what has not begun. */
    private boolean urgent() {
        return lanes.values().stream()
                .flatMap(Deque::stream)
                .anyMatch(asked -> awaited.stream().anyMatch(asked.answer::equals));
    }

    /** How many wait, without those who do not any more. Under the lock. */
    int waiting() {
        lanes.values().forEach(lane -> lane.removeIf(asked -> asked.answer.isDone()));
        lanes.values().removeIf(Deque::isEmpty);
        return lanes.values().stream().mapToInt(Deque::size).sum();
    }

    private List<Asked<Q, A>> taken(int count) {
        List<Asked<Q, A>> batch = new ArrayList<>(count);
        while (batch.size() < count) {
            Map.Entry<Object, Deque<Asked<Q, A>>> next =
                    lanes.entrySet().iterator().next();
            Deque<Asked<Q, A>> lane = next.getValue();
            batch.add(lane.remove());
            lanes.remove(next.getKey());
            if (!lane.isEmpty()) {
                lanes.put(next.getKey(), lane);
            }
        }
        return batch;
    }

    private void begun(Batch<Q, A> batch, BatchRunner.Begun<A> work) {
        lock.lock();
        try {
            batch.work = work;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void answer() {
        Batch<Q, A> batch = first();
        while (batch != null) {
            answer(batch, Objects.requireNonNull(batch.work));
            batch = first();
        }
    }

    @SuppressWarnings("CatchingUnchecked") // As above.
    private void answer(Batch<Q, A> batch, BatchRunner.Begun<A> work) {
        try {
            try {
                work.computed();
            } finally {
                ended();
            }
            List<A> answers = work.answers();
            trace.add(name, batch.asked.size() + " of " + runner.most(), batch.first, batch.last);
            for (int i = 0; i < answers.size(); i++) {
                batch.asked.get(i).answer.complete(answers.get(i));
            }
        } catch (Throwable failure) {
            batch.asked.forEach(asked -> asked.answer.completeExceptionally(failure));
        }
    }

    /** The first batch that the device has been given; null when this is closed and there is none. */
    private @Nullable Batch<Q, A> first() {
        lock.lock();
        try {
            while (true) {
                Batch<Q, A> batch = underWay.peekFirst();
                if (batch != null && batch.work != null) {
                    return batch;
                }
                if (batch == null && closed) {
                    return null;
                }
                changed.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    private void ended() {
        lock.lock();
        try {
            Batch<Q, A> batch = underWay.removeFirst();
            batch.last = watch.now();
            ended++;
            turns.end(batch.last);
        } finally {
            lock.unlock();
        }
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
        lock.lock();
        try {
            closed = true;
            lanes.values().forEach(lane -> lane.forEach(asked -> asked.answer.completeExceptionally(closed())));
            lanes.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        boolean interrupted = false;
        for (Thread thread : threads) {
            while (thread.isAlive() && watch.lost().isEmpty()) {
                try {
                    if (!thread.join(watch.look())) {
                        watch.judge(name, since());
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
