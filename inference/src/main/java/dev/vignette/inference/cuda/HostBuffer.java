package dev.vignette.inference.cuda;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Host memory that the device reads and writes by itself, at the full speed of the bus and while the processor does other
 * work. It is slow to allocate (hundreds of microseconds) and never swapped out: take few, and keep them.
 */
public final class HostBuffer implements AutoCloseable {
    private static final int PORTABLE = 1;

    private final CudaDevice device;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment segment;
    private final long address;
    private boolean closed;

    private HostBuffer(CudaDevice device, long address, long sizeInBytes) {
        this.device = device;
        this.address = address;
        this.segment = MemorySegment.ofAddress(address).reinterpret(sizeInBytes, arena, null);
    }

    /** @throws CudaException if there is no room */
    public static HostBuffer allocate(CudaDevice device, long sizeInBytes) {
        device.makeCurrent();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment made = arena.allocate(ValueLayout.JAVA_LONG);
            device.check(
                    device.api().cuMemHostAlloc(made, Math.max(sizeInBytes, 1), PORTABLE),
                    "pin " + sizeInBytes + " bytes of host memory");
            return new HostBuffer(device, made.get(ValueLayout.JAVA_LONG, 0), sizeInBytes);
        }
    }

    /** The memory, which is gone once this is closed. */
    public MemorySegment segment() {
        return segment;
    }

    /** The memory in native byte order. */
    public ByteBuffer bytes() {
        return segment.asByteBuffer().order(ByteOrder.nativeOrder());
    }

    /** Frees it. Copies from and to it have to be done. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            arena.close();
            device.makeCurrent();
            device.check(device.api().cuMemFreeHost(address), "free host memory");
        }
    }
}
