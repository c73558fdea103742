package dev.vignette.inference.cuda;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** A point in a stream's work, for order between streams and for measuring. */
public final class CudaEvent implements AutoCloseable {
    private static final int BLOCKING_SYNC = 1;
    private static final int DISABLE_TIMING = 2;

    private final CudaDevice device;
    private final long handle;
    private boolean closed;

    private CudaEvent(CudaDevice device, int flags) {
        this.device = device;
        device.makeCurrent();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment made = arena.allocate(ValueLayout.JAVA_LONG);
            device.check(device.api().cuEventCreate(made, flags), "make an event");
            handle = made.get(ValueLayout.JAVA_LONG, 0);
        }
    }

    /** An event that can be measured. */
    public static CudaEvent timing(CudaDevice device) {
        return new CudaEvent(device, 0);
    }

    /** A cheaper event that only orders. */
    public static CudaEvent ordering(CudaDevice device) {
        return new CudaEvent(device, DISABLE_TIMING);
    }

    /** An event that only orders, and whose {@link #synchronize} leaves the processor to others, for some tens of microseconds more. */
    public static CudaEvent waiting(CudaDevice device) {
        return new CudaEvent(device, DISABLE_TIMING | BLOCKING_SYNC);
    }

    long handle() {
        return handle;
    }

    /** The event comes when all that is in the stream by now is done. */
    public void record(CudaStream stream) {
        device.makeCurrent();
        device.check(device.api().cuEventRecord(handle, stream.handle()), "record an event");
    }

    /** Waits until the event has come. */
    public void synchronize() {
        device.makeCurrent();
        device.check(device.api().cuEventSynchronize(handle), "finish its work");
    }

    /** Milliseconds of the device's clock from another event to this one, to about half a microsecond. Waits for both. */
    public double millisSince(CudaEvent start) {
        start.synchronize();
        synchronize();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment millis = arena.allocate(ValueLayout.JAVA_FLOAT);
            device.check(device.api().cuEventElapsedTime(millis, start.handle, handle), "measure time");
            return millis.get(ValueLayout.JAVA_FLOAT, 0);
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            device.makeCurrent();
            device.check(device.api().cuEventDestroy(handle), "free an event");
        }
    }
}
