package dev.vignette.inference.cuda;

import dev.vignette.inference.Tensor;

/**
 * A tensor in a device's memory, in the order of its scope's stream: it may be used by what is put into that stream later,
 * and by other streams that wait for it. Asking for its numbers waits for the stream and copies them to the host, each time
 * anew, because kernels may have written it in between.
 */
public interface DeviceTensor extends Tensor, DeviceMemory {}
