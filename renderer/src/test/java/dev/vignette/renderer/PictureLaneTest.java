package dev.vignette.renderer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vignette.media.film.FilmFormat;
import dev.vignette.media.film.Frame;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class PictureLaneTest {
    private static final FilmFormat SMALL = new FilmFormat(64, 64, 25);

    private final List<Integer> encoded = Collections.synchronizedList(new ArrayList<>());
    private final Frame frame = Frame.allocate(64, 64);

    private Frame painted(int number) {
        frame.y()[0] = (byte) number;
        frame.v()[3] = (byte) number;
        return frame;
    }

    private void note(Frame one) {
        assertThat(one.v()[3]).isEqualTo(one.y()[0]);
        encoded.add((int) one.y()[0]);
    }

    @Test
    void framesAreEncodedInOrderThoughTheSameOneIsPaintedAgainAndAgain() {
        try (var lane = new PictureLane(SMALL, this::note)) {
            for (int i = 0; i < 50; i++) {
                lane.accept(painted(i));
            }
            lane.finish();
        }
        assertThat(encoded)
                .containsExactlyElementsOf(IntStream.range(0, 50).boxed().toList());
    }

    @Test
    void whatGoesWrongIsThrownAtTheNextFrameOrAtTheEndAndNothingIsEncodedAfterIt() {
        var full = new IllegalArgumentException("The disk is full");
        try (var lane = new PictureLane(SMALL, one -> {
            encoded.add((int) one.y()[0]);
            throw full;
        })) {
            lane.accept(painted(1));
            assertThatThrownBy(() -> {
                        for (int i = 2; i < 20; i++) {
                            lane.accept(painted(i));
                        }
                        lane.finish();
                    })
                    .isSameAs(full);
        }
        assertThat(encoded).containsExactly(1);
    }

    @Test
    void whoWaitsForRoomCanBeInterrupted() {
        CountDownLatch stuck = new CountDownLatch(1);
        try (var lane = new PictureLane(SMALL, one -> {
            try {
                stuck.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        })) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 100; i++) {
                            lane.accept(painted(i));
                        }
                    })
                    .isInstanceOfSatisfying(
                            RenderException.class,
                            e -> assertThat(e.reason()).isEqualTo(RenderException.Reason.CANCELLED));
            assertThat(Thread.interrupted()).isTrue();
        }
    }
}
