package dev.vignette.inference.models;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;

/**
 * Turns a model's published files into networks that an {@link dev.vignette.inference.Engine} opens. Implementations are found by
 * {@link ServiceLoader} and have a constructor without arguments.
 */
public interface Conversion {
    /** The model's name in the catalogue. */
    String model();

    /** Directory below the model's that the result belongs in. */
    String directory();

    /**
     * @param from directory with the published files
     * @param to an empty directory that exists; what is written there before a failure is of no use
     * @throws ModelStoreException WRONG_CONTENT if a file is not the published one, or damaged
     */
    void convert(Path from, Path to, Progress progress) throws IOException;

    /** Told how a conversion goes, on the thread that converts. */
    interface Progress {
        /** How much of a file is written, in bytes. */
        void at(String file, long done, long total);

        /** A file is whole. */
        void made(String file);
    }

    /** All that are on the class path. */
    static List<Conversion> all() {
        return ServiceLoader.load(Conversion.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }
}
