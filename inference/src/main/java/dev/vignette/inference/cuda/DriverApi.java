package dev.vignette.inference.cuda;

import java.lang.foreign.MemorySegment;

/**
 * What is used of {@code libcuda.so.1}. Handles and device addresses are {@code long}; each function gives a
 * {@code CUresult}, 0 for success. Everything here is in CUDA 12.0's driver and newer.
 *
 * @see <a href="https://docs.nvidia.com/cuda/cuda-driver-api/modules.html">CUDA driver API, modules</a>
 */
interface DriverApi {
    int cuInit(int flags);

    int cuDriverGetVersion(MemorySegment version);

    int cuGetErrorName(int error, MemorySegment text);

    int cuGetErrorString(int error, MemorySegment text);

    // Devices

    int cuDeviceGetCount(MemorySegment count);

    int cuDeviceGet(MemorySegment device, int ordinal);

    int cuDeviceGetName(MemorySegment name, int capacity, int device);

    int cuDeviceGetAttribute(MemorySegment value, int attribute, int device);

    @Symbol("cuDeviceTotalMem_v2")
    int cuDeviceTotalMem(MemorySegment bytes, int device);

    int cuDevicePrimaryCtxRetain(MemorySegment context, int device);

    int cuCtxSetCurrent(long context);

    int cuCtxSynchronize();

    // Memory

    @Symbol("cuMemGetInfo_v2")
    int cuMemGetInfo(MemorySegment free, MemorySegment total);

    int cuDeviceGetDefaultMemPool(MemorySegment pool, int device);

    int cuMemPoolSetAttribute(long pool, int attribute, MemorySegment value);

    int cuMemPoolTrimTo(long pool, long bytesToKeep);

    int cuMemAllocAsync(MemorySegment address, long bytes, long stream);

    int cuMemFreeAsync(long address, long stream);

    int cuMemHostAlloc(MemorySegment address, long bytes, int flags);

    int cuMemFreeHost(long address);

    @Symbol("cuMemcpyHtoDAsync_v2")
    int cuMemcpyHtoDAsync(long to, MemorySegment from, long bytes, long stream);

    @Symbol("cuMemcpyDtoHAsync_v2")
    int cuMemcpyDtoHAsync(MemorySegment to, long from, long bytes, long stream);

    @Symbol("cuMemcpyDtoDAsync_v2")
    int cuMemcpyDtoDAsync(long to, long from, long bytes, long stream);

    int cuMemsetD8Async(long address, int value, long bytes, long stream);

    // Streams and events

    int cuStreamCreate(MemorySegment stream, int flags);

    @Symbol("cuStreamDestroy_v2")
    int cuStreamDestroy(long stream);

    int cuStreamSynchronize(long stream);

    int cuStreamWaitEvent(long stream, long event, int flags);

    int cuEventCreate(MemorySegment event, int flags);

    @Symbol("cuEventDestroy_v2")
    int cuEventDestroy(long event);

    int cuEventRecord(long event, long stream);

    int cuEventSynchronize(long event);

    int cuEventElapsedTime(MemorySegment milliseconds, long start, long end);

    // Graphs

    @Symbol("cuStreamBeginCapture_v2")
    int cuStreamBeginCapture(long stream, int mode);

    int cuStreamEndCapture(long stream, MemorySegment graph);

    int cuGraphInstantiateWithFlags(MemorySegment executable, long graph, long flags);

    int cuGraphLaunch(long executable, long stream);

    int cuGraphExecDestroy(long executable);

    int cuGraphDestroy(long graph);

    // Kernels

    int cuModuleLoadData(MemorySegment module, MemorySegment image);

    int cuModuleUnload(long module);

    int cuModuleGetFunction(MemorySegment function, long module, MemorySegment name);

    int cuFuncSetAttribute(long function, int attribute, int value);

    int cuLaunchKernel(
            long function,
            int gridX,
            int gridY,
            int gridZ,
            int blockX,
            int blockY,
            int blockZ,
            int sharedBytes,
            long stream,
            MemorySegment arguments,
            MemorySegment extra);
}
