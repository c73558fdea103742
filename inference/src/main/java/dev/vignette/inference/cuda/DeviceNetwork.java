package dev.vignette.inference.cuda;

import dev.vignette.inference.InferenceException;
import dev.vignette.inference.Network;
import dev.vignette.inference.Tensor;
import java.util.Map;

/** A network that reads and writes device memory. */
public interface DeviceNetwork extends Network {
    /**
     * Ties the network to memory: each run reads the same inputs and writes the same outputs. It takes an execution context
     * of its own with its working memory, and runs once, so that the outputs hold numbers of no meaning after this.
     *
     * @param scope in whose stream the runs take place
     * @param inputs by name: all that the network takes, tensors of device memory that stay open as long as the result
     * @param outputs by name: those that are wanted, of the shapes that the inputs lead to; others are written to memory that
     *     nobody sees
     * @return runs of the network, which the caller closes before the network
     * @throws InferenceException if a tensor is missing or of another type or shape
     */
    BoundRun bind(DeviceScope scope, Map<String, ? extends Tensor> inputs, Map<String, DeviceTensor> outputs);
}
