package dev.vignette.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SparePoolTest {
    private final AtomicInteger made = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();
    /** What was begun in the background and waits for the test to let it go on. */
    private final Deque<Runnable> begun = new ArrayDeque<>();

    private volatile boolean full;

    private final SparePool<AutoCloseable> pool = new SparePool<>(this::make, begun::add);

    private AutoCloseable make() {
        if (full) {
            throw new InferenceException("The memory is full.");
        }
        made.incrementAndGet();
        return closed::incrementAndGet;
    }

    @Test
    void one_more_is_made_in_the_background_whenever_the_last_is_taken() {
        AutoCloseable first = pool.take();
        assertThat(made).hasValue(1);
        begun.remove().run();
        AutoCloseable second = pool.take();
        assertThat(made).hasValue(2);
        begun.remove().run();
        assertThat(made).hasValue(3);
        pool.give(first);
        pool.give(second);
        assertThat(pool.take()).isSameAs(second);
        assertThat(begun).isEmpty();
    }

    @Test
    void who_comes_while_one_is_made_waits_for_it() {
        pool.take();
        CompletableFuture<AutoCloseable> taken = new CompletableFuture<>();
        Thread other = new Thread(() -> taken.complete(pool.take()));
        other.start();
        while (other.getState() != Thread.State.WAITING && other.isAlive()) {
            Thread.onSpinWait();
        }
        assertThat(taken).isNotDone();
        begun.remove().run();
        taken.join();
        assertThat(made).hasValue(2);
    }

    @Test
    void where_there_is_no_room_for_a_spare_one_whoever_needs_it_is_told() {
        AutoCloseable only = pool.take();
        full = true;
        begun.remove().run();
        assertThatExceptionOfType(InferenceException.class)
                .isThrownBy(pool::take)
                .withMessage("The memory is full.");
        pool.give(only);
        assertThat(pool.take()).isSameAs(only);
    }

    @Test
    void all_are_closed_once_also_what_is_made_or_given_back_meanwhile() throws InterruptedException {
        AutoCloseable out = pool.take();
        Thread closing = new Thread(pool::close);
        closing.start();
        while (closing.getState() != Thread.State.WAITING && closing.isAlive()) {
            Thread.onSpinWait();
        }
        assertThat(closed).hasValue(0);
        begun.remove().run();
        closing.join();
        assertThat(closed).hasValue(1);
        pool.give(out);
        assertThat(closed).hasValue(2);
        assertThatIllegalStateException().isThrownBy(pool::take);
        pool.close();
        assertThat(closed).hasValue(2);
    }
}
