package dev.vignette.conversation.hearing.vad;

/** Port: tells speech from other sound. Safe to use from several threads. */
public interface SpeechDetector extends AutoCloseable {
    /** Samples for which one probability is given: 32 ms at 16 kHz. */
    int WINDOW = 512;

    /** Name for metadata. */
    String name();

    /**
     * How likely there is speech in each window.
     *
     * @param samples mono at 16 kHz, in −1…1
     * @param beforeEach run before each window; what it throws ends the search
     * @return one probability for every {@value #WINDOW} samples begun, 0…1
     */
    float[] probabilities(float[] samples, Runnable beforeEach);

    /** The same without being asked to stop. */
    default float[] probabilities(float[] samples) {
        return probabilities(samples, () -> {});
    }

    @Override
    void close();

    /** Number of windows begun in so many samples. */
    static int windows(int samples) {
        return (samples + WINDOW - 1) / WINDOW;
    }
}
