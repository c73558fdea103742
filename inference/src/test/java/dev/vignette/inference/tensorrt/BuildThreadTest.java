package dev.vignette.inference.tensorrt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.vignette.inference.InferenceException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class BuildThreadTest {
    private static int deep(int levels) {
        return levels == 0 ? 0 : 1 + deep(levels - 1);
    }

    @Test
    void has_room_for_recursion_that_no_ordinary_thread_has() {
        int[] reached = new int[1];
        BuildThread.run(() -> reached[0] = deep(50_000));
        assertThat(reached[0]).isEqualTo(50_000);
    }

    @Test
    void a_failure_is_that_of_the_work() {
        assertThatExceptionOfType(InferenceException.class)
                .isThrownBy(() -> BuildThread.run(() -> {
                    throw new InferenceException("No kernel was found.");
                }))
                .withMessage("No kernel was found.");
    }

    @Test
    void the_end_of_the_process_ends_what_is_built() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        boolean[] reached = new boolean[1];
        Thread caller = Thread.ofPlatform()
                .start(() -> BuildThread.run(() -> {
                    begun.countDown();
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        reached[0] = true;
                    }
                }));
        begun.await();
        BuildThread.endAll(Duration.ofSeconds(20));
        caller.join();
        assertThat(reached[0]).isTrue();
    }

    @Test
    void an_interruption_reaches_the_work_and_stays_with_who_waits() {
        Thread waiting = Thread.currentThread();
        CountDownLatch never = new CountDownLatch(1);
        boolean[] reached = new boolean[1];
        BuildThread.run(() -> {
            waiting.interrupt();
            try {
                never.await();
            } catch (InterruptedException e) {
                reached[0] = true;
            }
        });
        assertThat(reached[0]).isTrue();
        assertThat(Thread.interrupted()).isTrue();
    }
}
