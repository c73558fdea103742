package dev.vignette.inference;

import java.util.Map;
import java.util.Set;

/** A network that is ready to run. Safe to use from any thread. The one who opened it closes it. */
public interface Network extends AutoCloseable {
    /** What the file says that it takes and gives, in the file's order; unknown and dynamic dimensions are -1. */
    NetworkContract signature();

    /**
     * Runs the network once.
     *
     * @param scope that will own the outputs
     * @param inputs by name: all that the network takes, from any open scope of the same engine
     * @param outputs names of the wanted outputs
     * @return the wanted outputs by name
     * @throws InferenceException if an input is missing or of another type or shape, or the run failed; it names the
     *     network and the tensor
     */
    Map<String, Tensor> run(TensorScope scope, Map<String, Tensor> inputs, Set<String> outputs);

    /** Frees the network; nothing may be running in it. */
    @Override
    void close();
}
