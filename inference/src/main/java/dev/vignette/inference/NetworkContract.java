package dev.vignette.inference;

import java.util.List;

/**
 * What a network takes and gives.
 *
 * @param network the name for messages, such as {@code whisper encoder}
 * @param inputs in any order
 * @param outputs in any order; a file may give more
 */
public record NetworkContract(String network, List<TensorSpec> inputs, List<TensorSpec> outputs) {
    public NetworkContract {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }
}
