package dev.vignette.inference.cuda;

/** A network tied to memory and to a stream. For one thread at a time. */
public interface BoundRun extends AutoCloseable {
    /**
     * Puts a run into the stream. May be called inside {@link CudaStream#capture}; then this has to stay open as long as the
     * graph, and one of the graph's launches and this may be under way at a time.
     */
    void enqueue();

    /** Puts a run into the stream by one call, from a graph that is recorded at the first: less work for the processor. */
    void launch();

    /** Waits for the runs and frees what they used. */
    @Override
    void close();
}
