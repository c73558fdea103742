package dev.vignette.inference.cuda;

import dev.vignette.inference.ElementType;
import dev.vignette.inference.TensorScope;

/** Tensors in a device's memory. What is done with them is done in the order of one stream. */
public interface DeviceScope extends TensorScope {
    /** The stream in which the scope's tensors are filled, run and freed. */
    CudaStream stream();

    /** A tensor on the device whose numbers are whatever lies there: for kernels and networks to write. */
    DeviceTensor device(ElementType type, long... shape);

    /**
     * A tensor on memory that somebody else owns and keeps as long as the tensor is used.
     *
     * @throws IllegalArgumentException if the memory is too small for the shape
     */
    DeviceTensor wrap(ElementType type, DeviceMemory memory, long... shape);
}
