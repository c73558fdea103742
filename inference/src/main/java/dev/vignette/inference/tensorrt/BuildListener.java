package dev.vignette.inference.tensorrt;

import java.time.Duration;

/** Told how the building of a network goes. Calls come from one thread at a time and have to return quickly. */
public interface BuildListener {
    /**
     * A network will be built, which takes from some seconds to some minutes.
     *
     * @param reason why, such as {@code it is the first time on this GPU}
     */
    default void begins(String network, String reason) {}

    /**
     * How far it is.
     *
     * @param phase TensorRT's name of what it does
     * @param fraction of the whole, 0–1, never less than before; an estimate, as TensorRT does not know itself
     */
    default void progress(String network, String phase, double fraction) {}

    /** It is built and kept. */
    default void ends(String network, Duration took, long planBytes) {}

    /** It could not be built, or was cancelled. */
    default void fails(String network) {}

    /** Tells nobody. */
    BuildListener SILENT = new BuildListener() {};
}
