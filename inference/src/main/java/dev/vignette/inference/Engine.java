package dev.vignette.inference;

import java.nio.file.Path;

/** Opens networks on one kind of device. Safe to use from any thread; open one per process and device. */
public interface Engine extends AutoCloseable {
    /** The name for logs, metadata and {@code /health}, such as {@code onnxruntime-cpu}. */
    String name();

    /**
     * Reads the file, checks it against the contract and makes it ready to run.
     *
     * @throws InferenceException if the file is missing or damaged, or differs from the contract; the message names the
     *     first difference
     */
    Network open(Path model, NetworkContract contract);

    /** An empty scope for the inputs and outputs of this engine's networks. */
    TensorScope scope();

    /** Frees the engine. Its networks and scopes have to be closed before. */
    @Override
    void close();
}
