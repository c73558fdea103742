package dev.vignette.inference.cuda;

import dev.vignette.inference.Engine;
import dev.vignette.inference.NetworkContract;
import java.nio.file.Path;

/** An engine whose tensors lie in a device's memory. */
public interface DeviceEngine extends Engine {
    CudaDevice device();

    @Override
    DeviceNetwork open(Path model, String network);

    @Override
    default DeviceNetwork open(Path model, NetworkContract contract) {
        return (DeviceNetwork) Engine.super.open(model, contract);
    }

    /** An empty scope with a stream of its own. */
    @Override
    DeviceScope scope();

    /** An empty scope whose work is done in a stream of the caller's. */
    DeviceScope scope(CudaStream stream);
}
