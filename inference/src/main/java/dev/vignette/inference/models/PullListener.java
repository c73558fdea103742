package dev.vignette.inference.models;

/** Told how a pull goes; calls come from several threads, one at a time. Must return quickly. */
public interface PullListener {
    /** Another process has the model; the pull waits for it. */
    default void waiting(ModelId model) {}

    /**
     * What will be fetched.
     *
     * @param files that are still to come
     * @param bytes of them, -1 if not known for all
     */
    default void begins(ModelId model, int files, long bytes) {}

    /**
     * How far a file is.
     *
     * @param done bytes that are here
     * @param total bytes of the whole file, -1 if not known
     */
    default void progress(ModelId model, String path, long done, long total) {}

    /** A connection broke or stalled; the file will be resumed. */
    default void retries(ModelId model, String path, String reason) {}

    /** The file is here and has been checked. */
    default void arrived(ModelId model, String path) {}

    /** Tells nobody. */
    PullListener SILENT = new PullListener() {};
}
