/**
 * A small typed layer over NVIDIA's driver and its run-time compiler, reached through {@code java.lang.foreign}: devices,
 * streams, memory, events, graphs and kernels of our own. Nothing is loaded before {@link
 * dev.vignette.inference.cuda.CudaDevice#open} is called, so that the same program starts on a machine without a GPU.
 *
 * <p>{@link dev.vignette.inference.cuda.DeviceNetwork}, {@link dev.vignette.inference.cuda.DeviceScope} and {@link
 * dev.vignette.inference.cuda.DeviceTensor} are the ports of engines whose tensors lie in the memory of a GPU: what kernels
 * and networks share without a way over the host.
 *
 * @see <a href="https://docs.nvidia.com/cuda/cuda-driver-api/">CUDA driver API</a>
 * @see <a href="https://docs.nvidia.com/cuda/nvrtc/">NVRTC</a>
 */
@NullMarked
package dev.vignette.inference.cuda;

import org.jspecify.annotations.NullMarked;
