package dev.vignette.bot.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.bot.chat.TurnId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class TextsFirstTest {
    private static final TurnId TURN = new TurnId("0123456789abcdefghijklmnop");

    @Test
    void aFilmWaitsUntilFewAnswersAreBeingWritten() throws Exception {
        var texts = new TextsFirst(Duration.ofDays(1));
        Crowd crowd = new Crowd(texts, 4);
        var frames = new AtomicInteger();
        Thread film = Thread.ofVirtual().start(() -> {
            FilmListener listener = texts.givingWay((stage, fraction) -> frames.incrementAndGet());
            listener.onProgress("face", 0.5);
        });
        while (film.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        assertThat(frames).hasValue(0);

        crowd.leave();
        film.join();

        assertThat(frames).hasValue(1);
    }

    @Test
    void aFewAnswersHoldNothingUp() throws Exception {
        var texts = new TextsFirst(Duration.ofDays(1));
        Crowd crowd = new Crowd(texts, 3);
        var frames = new AtomicInteger();

        texts.givingWay((stage, fraction) -> frames.incrementAndGet()).onProgress("face", 1);

        assertThat(frames).hasValue(1);
        crowd.leave();
    }

    @Test
    void patienceEnds() throws Exception {
        var texts = new TextsFirst(Duration.ofMillis(1));
        Crowd crowd = new Crowd(texts, 9);
        var frames = new AtomicInteger();

        texts.givingWay((stage, fraction) -> frames.incrementAndGet()).onProgress("face", 1);

        assertThat(frames).hasValue(1);
        crowd.leave();
    }

    @Test
    void aCancelledFilmDoesNotWait() throws Exception {
        var texts = new TextsFirst(Duration.ofDays(1));
        Crowd crowd = new Crowd(texts, 9);

        Thread.currentThread().interrupt();
        texts.givingWay((stage, fraction) -> {});

        assertThat(Thread.interrupted()).isTrue();
        crowd.leave();
    }

    /** So many answers that are being written until told to end. */
    private static final class Crowd {
        private final CountDownLatch end = new CountDownLatch(1);
        private final List<Thread> writers = new ArrayList<>();

        Crowd(TextsFirst texts, int answers) throws InterruptedException {
            var begun = new CountDownLatch(answers);
            Step step = texts.counted(id -> {
                begun.countDown();
                try {
                    end.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return Next.DONE;
            });
            for (int i = 0; i < answers; i++) {
                writers.add(Thread.ofVirtual().start(() -> step.run(TURN)));
            }
            assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
        }

        void leave() throws InterruptedException {
            end.countDown();
            for (Thread writer : writers) {
                writer.join();
            }
        }
    }
}
