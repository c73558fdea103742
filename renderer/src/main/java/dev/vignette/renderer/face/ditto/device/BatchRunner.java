package dev.vignette.renderer.face.ditto.device;

import java.time.Duration;
import java.util.List;

/**
 * Computes answers on a device, several at a time. Used by one thread, but for the answers, which another waits for, in the order in
 * which they were begun; the next batch may be begun once one is computed.
 */
interface BatchRunner<Q, A> extends AutoCloseable {
    /** The most questions at once. */
    int most();

    /** How many to take now where so many wait, at least one. */
    default int share(int waiting) {
        return Math.min(waiting, most());
    }

    /** How long a batch that is not full waits for more, as it takes as long as one that is. */
    default Duration linger() {
        return Duration.ZERO;
    }

    /**
     * Puts the work into the device's streams.
     *
     * @param asked as many as {@link #share} said
     * @return what waits for their answers
     * @throws dev.vignette.inference.InferenceException if the device fails or is full; the next call may go well
     */
    Begun<A> begin(List<Q> asked);

    /** What is under way. */
    interface Begun<A> {
        /** Waits until the device has computed it and is free for the next. */
        void computed();

        /**
         * Waits until the answers are on the host.
         *
         * @return one for each question, in order
         */
        List<A> answers();
    }

    /** What could not be begun. */
    static <A> Begun<A> failed(Throwable failure) {
        return new Begun<>() {
            @Override
            public void computed() {
                throw DeviceWatch.failure(failure);
            }

            @Override
            public List<A> answers() {
                throw DeviceWatch.failure(failure);
            }
        };
    }

    @Override
    void close();
}
