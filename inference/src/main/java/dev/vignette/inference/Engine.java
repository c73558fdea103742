package dev.vignette.inference;

import java.nio.file.Path;

/** Opens networks on one kind of device. Safe to use from any thread; open one per process and device. */
public interface Engine extends AutoCloseable {
    /** The name for logs, metadata and {@code /health}, such as {@code onnxruntime-cpu}. */
    String name();

    /**
     * Reads the file and makes it ready to run, whatever it takes and gives: for those who adapt to
     * {@link Network#signature()}.
     *
     * @param network the name for messages, such as {@code whisper encoder}
     * @throws InferenceException if the file is missing or damaged
     */
    Network open(Path model, String network);

    /**
     * Reads the file, checks it against the contract and makes it ready to run.
     *
     * @throws InferenceException if the file is missing or damaged, or differs from the contract; the message names the
     *     first difference
     */
    default Network open(Path model, NetworkContract contract) {
        Network network = open(model, contract.network());
        try {
            contract.requireMetBy(network.signature(), model);
            return network;
        } catch (InferenceException e) {
            network.close();
            throw e;
        }
    }

    /** An empty scope for the inputs and outputs of this engine's networks. */
    TensorScope scope();

    /**
     * Frees the engine. Its networks and scopes have to be closed before.
     *
     * @throws IllegalStateException if a network is still open; it names the network
     */
    @Override
    void close();
}
