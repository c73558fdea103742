package dev.vignette.renderer.face.ditto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vignette.renderer.face.ditto.source.Source;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FrameQueueTest {
    private static final Source SOMEBODY = Source.blank();

    private final FrameQueue queue = new FrameQueue();

    private static FrameRequest request() {
        return new FrameRequest(SOMEBODY, new float[63], new float[63]);
    }

    private static List<FrameRequest> filled(FrameQueue.Lane lane, int count) {
        List<FrameRequest> requests =
                Stream.generate(FrameQueueTest::request).limit(count).toList();
        requests.forEach(lane::add);
        return requests;
    }

    @Test
    void filmsTakeTurnsAndEachKeepsItsOrder() throws InterruptedException {
        List<FrameRequest> ahead = filled(queue.lane(), 5);
        List<FrameRequest> begun = filled(queue.lane(), 1);
        assertThat(queue.take(() -> 4)).containsExactly(ahead.get(0), begun.get(0), ahead.get(1), ahead.get(2));
        assertThat(queue.take(() -> 4)).containsExactly(ahead.get(3), ahead.get(4));
    }

    @Test
    void batchesArePowersOfTwo() throws InterruptedException {
        filled(queue.lane(), 7);
        assertThat(queue.take(() -> 16)).hasSize(4);
        assertThat(queue.take(() -> 16)).hasSize(2);
        assertThat(queue.take(() -> 16)).hasSize(1);
    }

    @Test
    void aFilmCannotFillTheMemory() {
        FrameQueue.Lane lane = queue.lane();
        filled(lane, FrameQueue.PER_FILM);
        assertThatThrownBy(() -> lane.add(request())).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aFilmThatLeavesTakesItsFramesWithItAndTheLastOneIsToldOf() throws InterruptedException {
        FrameQueue.Lane leaving = queue.lane();
        filled(leaving, 3);
        FrameQueue.Lane staying = queue.lane();
        List<FrameRequest> others = filled(staying, 2);
        leaving.leave();
        leaving.leave();
        assertThat(queue.take(() -> 4)).isEqualTo(others);
        staying.leave();
        assertThat(queue.take(() -> 4)).as("nobody is left").isEmpty();
    }

    @Test
    void aClosedQueueGivesBackWhatIsLeftAndTakesNothing() {
        FrameQueue.Lane lane = queue.lane();
        List<FrameRequest> left = filled(lane, 2);
        assertThat(queue.close()).isEqualTo(left);
        assertThat(lane.add(request())).isFalse();
    }
}
