package dev.vignette.inference.cuda;

import dev.vignette.inference.ElementType;
import dev.vignette.inference.ResourceStack;

/**
 * Memory that stays where it is for as long as runs are {@linkplain DeviceNetwork#bind tied} to it, with those runs: the
 * tensors of a scope, pinned host memory to fill and read them from, and whatever else is to be closed before these. Closing
 * goes in reverse, so the runs are awaited before their memory is freed. For one thread at a time.
 */
public final class DeviceWorkspace implements AutoCloseable {
    /** Bytes at whose multiples TensorRT wants its tensors to begin. */
    public static final long ALIGNMENT = 256;

    private final ResourceStack owned = new ResourceStack();
    private final DeviceScope scope;

    /** @param scope in whose stream everything is done; closed with this */
    public DeviceWorkspace(DeviceScope scope) {
        this.scope = owned.push(scope);
    }

    /** So many bytes, rounded up to where the next tensor may begin. */
    public static long aligned(long bytes) {
        return (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    public DeviceScope scope() {
        return scope;
    }

    public CudaStream stream() {
        return scope.stream();
    }

    /** Closes {@code resource} with this, before what it is made of. */
    public <T extends AutoCloseable> T own(T resource) {
        return owned.push(resource);
    }

    /**
     * So many bytes that are zero: what is left in memory by others may spell NaN, and attention weighs places that are masked
     * by nought, which makes no number of NaN.
     */
    public DeviceBuffer zeros(long bytes) {
        DeviceBuffer buffer = own(DeviceBuffer.allocate(stream(), bytes));
        buffer.fill(stream(), 0);
        return buffer;
    }

    /** A tensor of zeros in memory of its own. */
    public DeviceTensor zeros(ElementType type, long... shape) {
        return tensor(zeros(bytes(type, shape)), 0, type, shape);
    }

    /**
     * The tensor that begins {@code offset} bytes into {@code buffer}.
     *
     * @throws IndexOutOfBoundsException if it would end behind it
     */
    public DeviceTensor tensor(DeviceBuffer buffer, long offset, ElementType type, long... shape) {
        return scope.wrap(type, buffer.slice(offset, bytes(type, shape)), shape);
    }

    /** Pinned memory as large as {@code buffer}, to be copied to it or from it. */
    public HostBuffer mirror(DeviceBuffer buffer) {
        return own(HostBuffer.allocate(stream().device(), buffer.sizeInBytes()));
    }

    private static long bytes(ElementType type, long[] shape) {
        long bytes = type.bytes();
        for (long size : shape) {
            bytes = Math.multiplyExact(bytes, size);
        }
        return bytes;
    }

    @Override
    public void close() {
        owned.close();
    }
}
