package dev.vignette.clip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vignette.clip.SingleFlight.Seat;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class SingleFlightTest {
    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
    private final SingleFlight<String, Integer> flights = new SingleFlight<>(workers);
    private final AtomicInteger computations = new AtomicInteger();

    @AfterEach
    void stop() {
        workers.shutdownNow();
        callers.shutdownNow();
    }

    private Integer ask(String key, Callable<Integer> work) throws InterruptedException, ExecutionException {
        try (Seat<Integer> seat = flights.board(key, work)) {
            return seat.await();
        }
    }

    @Test
    void computesOnceFor64ThreadsWithOneKey() throws Exception {
        CountDownLatch boarded = new CountDownLatch(64);
        Callable<Integer> work = () -> {
            boarded.await(); // the work ends when everyone is on board, so nobody can come too late
            return computations.incrementAndGet();
        };
        List<Future<Integer>> answers = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            answers.add(callers.submit(() -> {
                try (Seat<Integer> seat = flights.board("key", work)) {
                    boarded.countDown();
                    return seat.await();
                }
            }));
        }
        for (Future<Integer> answer : answers) {
            assertThat(answer.get()).isEqualTo(1);
        }
        assertThat(computations).hasValue(1);
        assertThat(flights.flights()).isZero();
    }

    @Test
    void computesDifferentKeysAtTheSameTime() throws Exception {
        CyclicBarrier together = new CyclicBarrier(8); // trips only if all eight run at once
        List<Future<Integer>> answers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            int number = i;
            answers.add(callers.submit(() -> ask("key " + number, () -> {
                together.await();
                return number;
            })));
        }
        for (int i = 0; i < 8; i++) {
            assertThat(answers.get(i).get()).isEqualTo(i);
        }
    }

    @Test
    void losesNobodyInAStormOfShortFlights() throws Exception {
        List<Future<Integer>> answers = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            String key = "key " + i % 3;
            answers.add(callers.submit(() -> ask(key, computations::incrementAndGet)));
        }
        for (Future<Integer> answer : answers) {
            assertThat(answer.get()).isPositive();
        }
        assertThat(flights.flights()).isZero();
    }

    @Test
    void sharesAFailureAndForgetsIt() throws Exception {
        CountDownLatch boarded = new CountDownLatch(2);
        Callable<Integer> failing = () -> {
            boarded.await();
            computations.incrementAndGet();
            throw new IllegalStateException("broken");
        };
        try (Seat<Integer> one = flights.board("key", failing);
                Seat<Integer> other = flights.board("key", failing)) {
            assertThat(one.first()).isTrue();
            assertThat(other.first()).isFalse();
            boarded.countDown();
            boarded.countDown();
            assertThatThrownBy(one::await).hasCauseInstanceOf(IllegalStateException.class);
            assertThatThrownBy(other::await).hasCauseInstanceOf(IllegalStateException.class);
        }
        assertThat(computations).hasValue(1);
        assertThat(ask("key", () -> 7)).isEqualTo(7);
    }

    @Test
    void goesOnWhenOneLeaves() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        Callable<Integer> work = () -> {
            release.await();
            return 5;
        };
        try (Seat<Integer> staying = flights.board("key", work)) {
            try (Seat<Integer> leaving = flights.board("key", work)) {
                assertThat(leaving.first()).isFalse();
            }
            release.countDown();
            assertThat(staying.await()).isEqualTo(5);
        }
    }

    @Test
    void isCancelledWhenAllHaveLeft() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        Callable<Integer> work = () -> {
            begun.countDown();
            try {
                new CountDownLatch(1).await();
                return 0;
            } catch (InterruptedException e) {
                interrupted.countDown();
                throw e;
            }
        };
        Seat<Integer> one = flights.board("key", work);
        Seat<Integer> other = flights.board("key", work);
        begun.await();
        one.close();
        one.close(); // a second time counts for nothing
        assertThat(interrupted.getCount()).isEqualTo(1);
        other.close();
        interrupted.await();
        assertThat(ask("key", () -> 3)).isEqualTo(3);
    }

    @Test
    void letsAWaiterBeInterruptedAlone() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        try (Seat<Integer> staying = flights.board("key", () -> {
            release.await();
            return 9;
        })) {
            CountDownLatch boarded = new CountDownLatch(1);
            Future<Integer> impatient = callers.submit(() -> {
                try (Seat<Integer> seat = flights.board("key", () -> -1)) {
                    boarded.countDown();
                    return seat.await();
                }
            });
            boarded.await();
            impatient.cancel(true);
            release.countDown();
            assertThat(staying.await()).isEqualTo(9);
        }
    }

    @Test
    void passesOnThatTheExecutorIsFull() {
        SingleFlight<String, Integer> full = new SingleFlight<>(work -> {
            throw new RejectedExecutionException("full");
        });
        assertThatThrownBy(() -> full.board("key", () -> 1)).isInstanceOf(RejectedExecutionException.class);
        assertThat(full.flights()).isZero();
    }
}
