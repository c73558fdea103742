package dev.vignette.inference.models;

import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;

/**
 * Makes networks of a published model's shape with made-up weights, so that the whole way can be run, measured and tested
 * without the real files. Implementations are found by {@link ServiceLoader} and have a constructor without arguments. What
 * they write is marked by {@link dev.vignette.inference.graph.GraphBuilder#standIn}.
 */
public interface StandIn {
    /** Sizes that can be made. */
    enum Size {
        /** Small enough for tests; the shape of the real thing where that costs nothing. */
        MINI,
        /** Layer by layer as large as the real thing: for measurements of speed and memory. */
        FULL
    }

    /** The model that it stands in for: a name from the catalogue, or a family such as {@code ditto}. */
    String model();

    /** What is made, in a sentence. */
    String description();

    /**
     * Writes the files in the published layout and under the published names.
     *
     * @param seed same seed, same bytes
     * @param directory an empty directory that exists
     */
    void write(Path directory, Size size, long seed);

    /** All that are on the class path. */
    static List<StandIn> all() {
        return ServiceLoader.load(StandIn.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }
}
