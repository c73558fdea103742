package dev.vignette.renderer.face.ditto.device;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Batches of one kind of work that a device has, or is about to be given, in order. Guarded by the lock of whoever owns it. */
final class UnderWay<Q, A> {
    private final Deque<Batch<Q, A>> batches = new ArrayDeque<>();
    private long begun;
    private long ended;

    /** What is at work, or about to be. */
    static final class Batch<Q, A> {
        private final List<Questions.Asked<Q, A>> asked;
        private final long first;
        /** Null until the device has been given it. */
        private BatchRunner.@Nullable Begun<A> work;

        private long last;

        private Batch(List<Questions.Asked<Q, A>> asked, long now) {
            this.asked = asked;
            first = now;
        }

        List<Questions.Asked<Q, A>> asked() {
            return asked;
        }

        /** The device has it now. */
        void given(BatchRunner.Begun<A> begun) {
            work = begun;
        }

        BatchRunner.Begun<A> work() {
            return Objects.requireNonNull(work);
        }

        /** When it was begun. */
        long first() {
            return first;
        }

        /** When it was computed. */
        long last() {
            return last;
        }
    }

    Batch<Q, A> begin(List<Questions.Asked<Q, A>> asked, long now) {
        Batch<Q, A> batch = new Batch<>(asked, now);
        batches.add(batch);
        begun++;
        return batch;
    }

    /** The first of them, if the device has been given it. */
    @Nullable
    Batch<Q, A> first() {
        Batch<Q, A> batch = batches.peekFirst();
        return batch == null || batch.work == null ? null : batch;
    }

    boolean isEmpty() {
        return batches.isEmpty();
    }

    /** The first is computed. */
    void end(long now) {
        batches.removeFirst().last = now;
        ended++;
    }

    /** Batches so far, those that have ended among them. */
    long begun() {
        return begun;
    }

    long ended() {
        return ended;
    }
}
