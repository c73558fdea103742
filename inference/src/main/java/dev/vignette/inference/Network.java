package dev.vignette.inference;

import java.util.Map;
import java.util.Set;

/** A network that is ready to run. Safe to use from any thread. The one who opened it closes it. */
public interface Network extends AutoCloseable {
    /** The property that marks a stand-in when it is {@code true}. */
    String STAND_IN = "vignette.standin";

    /** What the file says that it takes and gives, in the file's order; unknown and dynamic dimensions are -1. */
    NetworkContract signature();

    /** The properties that the file's maker wrote into it. */
    Map<String, String> metadata();

    /** Whether this is a stand-in with made-up weights, which has to be labelled wherever its results show. */
    default boolean standIn() {
        return "true".equals(metadata().get(STAND_IN));
    }

    /**
     * Runs the network once.
     *
     * @param scope of the same engine, which will own the outputs
     * @param inputs by name: all that the network takes, from any open scope of the same engine
     * @param outputs names of the wanted outputs
     * @return the wanted outputs by name
     * @throws InferenceException if an input is missing or of another type or shape, or the run failed; it names the
     *     network and the tensor
     */
    Map<String, Tensor> run(TensorScope scope, Map<String, Tensor> inputs, Set<String> outputs);

    /** Frees the network, once, after what is running in it has come to an end. */
    @Override
    void close();
}
