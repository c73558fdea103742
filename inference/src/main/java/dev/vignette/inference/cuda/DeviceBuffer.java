package dev.vignette.inference.cuda;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Objects;

/**
 * Device memory from the process's pool, in the order of a stream: it may be used by what is put into that stream after it
 * was allocated, and by other streams that wait for it. Closing it puts the freeing into the same stream: other streams that
 * use it have to be awaited by then. Allocating and freeing cost about a microsecond once the pool has grown.
 */
public final class DeviceBuffer implements DeviceMemory, AutoCloseable {
    private final CudaStream stream;
    private final long address;
    private final long sizeInBytes;
    private boolean closed;

    private DeviceBuffer(CudaStream stream, long address, long sizeInBytes) {
        this.stream = stream;
        this.address = address;
        this.sizeInBytes = sizeInBytes;
    }

    /**
     * @param sizeInBytes 0 gives a valid address all the same
     * @throws CudaException if the device's memory is full, even after the pool has given back what nobody uses
     */
    public static DeviceBuffer allocate(CudaStream stream, long sizeInBytes) {
        if (sizeInBytes < 0) {
            throw new IllegalArgumentException("A size of " + sizeInBytes + " bytes is none.");
        }
        CudaDevice device = stream.device();
        device.makeCurrent();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment made = arena.allocate(ValueLayout.JAVA_LONG);
            long wanted = Math.max(sizeInBytes, 1);
            int result = device.api().cuMemAllocAsync(made, wanted, stream.handle());
            if (result == CudaException.OUT_OF_MEMORY) {
                device.trim();
                result = device.api().cuMemAllocAsync(made, wanted, stream.handle());
            }
            device.check(result, "give " + sizeInBytes + " bytes of memory");
            device.taken(sizeInBytes);
            return new DeviceBuffer(stream, made.get(ValueLayout.JAVA_LONG, 0), sizeInBytes);
        }
    }

    /** Allocates, and copies the segment into it before the call returns or, from pinned memory, in the stream's order. */
    public static DeviceBuffer of(CudaStream stream, MemorySegment values) {
        DeviceBuffer buffer = allocate(stream, values.byteSize());
        try {
            buffer.upload(stream, values);
            return buffer;
        } catch (RuntimeException e) {
            buffer.close();
            throw e;
        }
    }

    @Override
    public synchronized long address() {
        if (closed) {
            throw new IllegalStateException("The device memory was freed.");
        }
        return address;
    }

    @Override
    public long sizeInBytes() {
        return sizeInBytes;
    }

    /** The stream in whose order it was allocated and will be freed. */
    public CudaStream stream() {
        return stream;
    }

    /**
     * The same memory in the order of another stream, which has to wait for this one's; this is not to be used any more, and
     * the result is closed instead.
     */
    public synchronized DeviceBuffer inOrderOf(CudaStream other) {
        DeviceBuffer moved = new DeviceBuffer(other, address(), sizeInBytes);
        closed = true;
        return moved;
    }

    /** A part of it, which lives as long as this. */
    public DeviceMemory slice(long offset, long length) {
        Objects.checkFromIndexSize(offset, length, sizeInBytes);
        return new DeviceMemory() {
            @Override
            public long address() {
                return DeviceBuffer.this.address() + offset;
            }

            @Override
            public long sizeInBytes() {
                return length;
            }
        };
    }

    /** Copies native memory to the beginning. Memory that is not pinned has been read when the call returns. */
    public void upload(CudaStream on, MemorySegment values) {
        Objects.checkFromIndexSize(0, values.byteSize(), sizeInBytes);
        DeviceCopies.toDevice(on, values, this);
    }

    /** Copies from the beginning to native memory, which is filled once the stream was synchronised. */
    public void download(CudaStream on, MemorySegment values) {
        Objects.checkFromIndexSize(0, values.byteSize(), sizeInBytes);
        DeviceCopies.toHost(on, this, values);
    }

    /** Sets each byte. */
    public void fill(CudaStream on, int value) {
        CudaDevice device = on.device();
        device.makeCurrent();
        device.check(device.api().cuMemsetD8Async(address(), value, sizeInBytes, on.handle()), "fill memory");
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            CudaDevice device = stream.device();
            device.makeCurrent();
            device.check(device.api().cuMemFreeAsync(address, stream.handle()), "free memory");
            device.taken(-sizeInBytes);
        }
    }
}
