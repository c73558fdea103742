package dev.vignette.renderer.face.motion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vignette.media.film.FilmFormat;
import dev.vignette.media.film.Frame;
import dev.vignette.media.sound.SampleRate;
import dev.vignette.renderer.RenderException;
import dev.vignette.renderer.voice.SpeechChunk;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PaintedPerformanceTest {
    private static final FilmFormat FORMAT = new FilmFormat(64, 64, 25);
    private static final SpeechChunk SPEECH =
            SyntheticSpeech.babble(SampleRate.HZ_16000, 12, 1).whole();
    /** Writes the expression itself, so that a frame tells which it is. */
    private static final Portrayal PORTRAYAL = () -> (expression, frame) -> write(expression, frame);

    private ExecutorService threads;

    @BeforeEach
    void start() {
        threads = Executors.newFixedThreadPool(4);
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    private static void write(Expression expression, Frame frame) {
        long hash = expression.hashCode() * 0x9E3779B97F4A7C15L;
        for (int i = 0; i < 8; i++) {
            frame.y()[i] = (byte) (hash >>> (8 * i));
        }
    }

    private static long read(Frame frame) {
        long hash = 0;
        for (int i = 0; i < 8; i++) {
            hash |= (frame.y()[i] & 255L) << (8 * i);
        }
        return hash;
    }

    private static List<Long> film(Portrayal portrayal, Executor executor, int painters) {
        List<Long> film = new ArrayList<>();
        try (PaintedPerformance performance = new PaintedPerformance(portrayal, FORMAT, 1, executor, painters)) {
            performance.hear(SPEECH, frame -> film.add(read(frame)));
            performance.finish(frame -> film.add(read(frame)));
        }
        return film;
    }

    private static List<Long> expected() {
        Frame frame = Frame.allocate(64, 64);
        List<Long> film = new ArrayList<>();
        for (Expression expression : AnimatorTest.animate(FORMAT, 1, List.of(SPEECH))) {
            write(expression, frame);
            film.add(read(frame));
        }
        return film;
    }

    @Test
    void framesComeInOrderWhateverTheThreads() {
        for (int painters : new int[] {1, 2, 3, 8}) {
            assertThat(film(PORTRAYAL, threads, painters)).isEqualTo(expected());
        }
        assertThat(film(PORTRAYAL, Runnable::run, 4)).isEqualTo(expected());
    }

    @Test
    void laterFramesMayBeDoneFirst() {
        // The first to begin ends only after the second has.
        AtomicInteger begun = new AtomicInteger();
        CountDownLatch secondIsDone = new CountDownLatch(1);
        Portrayal reversed = () -> (expression, frame) -> {
            int turn = begun.incrementAndGet();
            if (turn == 1) {
                awaitUninterruptibly(secondIsDone);
            }
            write(expression, frame);
            if (turn == 2) {
                secondIsDone.countDown();
            }
        };
        assertThat(film(reversed, threads, 2)).isEqualTo(expected());
    }

    @Test
    void anExecutorThatNeverRunsOrRefusesCostsNothingButTime() {
        assertThat(film(PORTRAYAL, task -> {}, 3)).isEqualTo(expected());
        Executor full = task -> {
            throw new RejectedExecutionException();
        };
        assertThat(film(PORTRAYAL, full, 3)).isEqualTo(expected());
    }

    @Test
    void workInFlightIsBoundedAndFramesAreRecycled() {
        AtomicInteger painted = new AtomicInteger();
        AtomicInteger taken = new AtomicInteger();
        AtomicInteger mostAhead = new AtomicInteger();
        AtomicInteger painters = new AtomicInteger();
        Set<Frame> frames = Collections.newSetFromMap(new IdentityHashMap<>());
        Portrayal counting = () -> {
            painters.incrementAndGet();
            return (expression, frame) -> {
                int ahead = painted.incrementAndGet() - taken.get();
                mostAhead.accumulateAndGet(ahead, Math::max);
            };
        };
        try (PaintedPerformance performance = new PaintedPerformance(counting, FORMAT, 1, threads, 3)) {
            performance.hear(SPEECH, frame -> {
                frames.add(frame);
                taken.incrementAndGet();
            });
        }
        assertThat(painters.get()).isBetween(1, 3);
        assertThat(frames).hasSizeLessThanOrEqualTo(4);
        // Three being painted or waiting, and the one that the sink has not returned from.
        assertThat(mostAhead.get()).isLessThanOrEqualTo(4);
    }

    @Test
    void aFrameIsNotPaintedOverWhileTheSinkHasIt() {
        try (PaintedPerformance performance = new PaintedPerformance(PORTRAYAL, FORMAT, 1, threads, 3)) {
            performance.hear(SPEECH, frame -> {
                long before = read(frame);
                // Lets every painter that could wrongly write do so: the executor's queue is empty after this.
                CountDownLatch idle = new CountDownLatch(4);
                for (int i = 0; i < 4; i++) {
                    threads.execute(() -> {
                        idle.countDown();
                        awaitUninterruptibly(idle);
                    });
                }
                awaitUninterruptibly(idle);
                assertThat(read(frame)).isEqualTo(before);
            });
        }
    }

    @Test
    void aPainterThatThrowsEndsTheFilm() {
        AtomicInteger painted = new AtomicInteger();
        Portrayal failing = () -> (expression, frame) -> {
            if (painted.incrementAndGet() == 7) {
                throw new IllegalArgumentException("no more paint");
            }
        };
        AtomicInteger taken = new AtomicInteger();
        try (PaintedPerformance performance = new PaintedPerformance(failing, FORMAT, 1, threads, 3)) {
            assertThatThrownBy(() -> performance.hear(SPEECH, frame -> taken.incrementAndGet()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("no more paint");
            assertThat(taken.get()).isBetween(4, 8);
            assertThatThrownBy(() -> performance.finish(frame -> {})).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void aSinkThatThrowsLeavesNoPainterAtWork() {
        AtomicInteger atWork = new AtomicInteger();
        Portrayal counting = () -> (expression, frame) -> {
            atWork.incrementAndGet();
            write(expression, frame);
            atWork.decrementAndGet();
        };
        try (PaintedPerformance performance = new PaintedPerformance(counting, FORMAT, 1, threads, 3)) {
            assertThatThrownBy(() -> performance.hear(SPEECH, frame -> {
                        throw new UnsupportedOperationException("the disk is full");
                    }))
                    .hasMessage("the disk is full");
            assertThat(atWork).hasValue(0);
        }
    }

    @Test
    void anInterruptCancels() {
        try (PaintedPerformance performance = new PaintedPerformance(PORTRAYAL, FORMAT, 1, threads, 3)) {
            AtomicInteger taken = new AtomicInteger();
            assertThatThrownBy(() -> performance.hear(SPEECH, frame -> {
                        if (taken.incrementAndGet() == 3) {
                            Thread.currentThread().interrupt();
                        }
                    }))
                    .isInstanceOfSatisfying(
                            RenderException.class,
                            cancelled -> assertThat(cancelled.reason()).isEqualTo(RenderException.Reason.CANCELLED));
            assertThat(taken).hasValue(3);
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void aClosedFilmTakesNoMore() {
        PaintedPerformance performance = new PaintedPerformance(PORTRAYAL, FORMAT, 1, threads, 2);
        performance.hear(SPEECH, frame -> {});
        performance.close();
        performance.close();
        assertThatThrownBy(() -> performance.hear(SPEECH, frame -> {})).isInstanceOf(IllegalStateException.class);
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
