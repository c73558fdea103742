package dev.vignette.clip;

import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;

/**
 * One computation per key at a time, however many ask for it. Everyone who asks gets a {@link Seat} on the same flight
 * and shares its result or its failure. Whoever loses interest leaves the seat; when all have left, the computation is
 * cancelled by an interrupt. Neither results nor failures are kept: who asks after the landing starts a new flight, so
 * the computation should look first whether the result is in store by now.
 *
 * <p>Safe to use from any number of threads.
 */
public final class SingleFlight<K, V> {
    private final ConcurrentMap<K, Flight> flights = new ConcurrentHashMap<>();
    private final Executor executor;

    /** @param executor runs the computations; may refuse with {@link RejectedExecutionException} */
    public SingleFlight(Executor executor) {
        this.executor = executor;
    }

    /** The right to a flight's result. Used by one thread at a time; must be closed. */
    public interface Seat<V> extends AutoCloseable {
        /**
         * Waits for the result.
         *
         * @throws ExecutionException with the computation's failure as its cause
         */
        V await() throws InterruptedException, ExecutionException;

        /** Whether this seat's owner started the flight. */
        boolean first();

        /** Leaves; the last one to leave cancels a computation that is still going on. Later calls do nothing. */
        @Override
        void close();
    }

    /**
     * Joins the flight for {@code key}, or starts one with {@code work}.
     *
     * @throws RejectedExecutionException if the executor takes no more work; those who joined meanwhile get it as the
     *     failure of the flight
     */
    public Seat<V> board(K key, Callable<V> work) {
        while (true) {
            Flight fresh = new Flight(key, work);
            Flight current = flights.putIfAbsent(key, fresh);
            if (current == null) {
                return fresh.start();
            }
            if (current.board()) {
                return current.new Place(false);
            }
            // It has landed or was abandoned, and is about to be taken off the map by whoever saw to that.
            flights.remove(key, current);
        }
    }

    /** Number of computations going on or waiting to. */
    public int flights() {
        return flights.size();
    }

    private final class Flight extends FutureTask<V> {
        private final K key;
        private int seats = 1;

        Flight(K key, Callable<V> work) {
            super(work);
            this.key = key;
        }

        Place start() {
            try {
                executor.execute(this);
            } catch (RejectedExecutionException e) {
                setException(e);
                throw e;
            }
            return new Place(true);
        }

        synchronized boolean board() {
            if (isDone()) {
                return false;
            }
            seats++;
            return true;
        }

        void leave() {
            boolean last;
            synchronized (this) {
                last = --seats == 0;
                if (last) {
                    cancel(true); // under the lock, so that nobody boards a flight that is being called off
                }
            }
        }

        @Override
        protected void done() {
            flights.remove(key, this);
        }

        private final class Place implements Seat<V> {
            private final boolean first;
            private boolean left;

            Place(boolean first) {
                this.first = first;
            }

            @Override
            public V await() throws InterruptedException, ExecutionException {
                return get();
            }

            @Override
            public boolean first() {
                return first;
            }

            @Override
            public void close() {
                if (!left) {
                    left = true;
                    leave();
                }
            }
        }
    }
}
