package dev.vignette.inference.cuda;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** An order of work on a device. Safe to use from any thread, but what is captured is captured by one. */
public final class CudaStream implements AutoCloseable {
    private static final int NON_BLOCKING = 1;
    /** Other threads may allocate and copy while this one captures. */
    private static final int CAPTURE_THREAD_LOCAL = 1;

    private final CudaDevice device;
    private final long handle;
    private boolean closed;

    CudaStream(CudaDevice device) {
        this.device = device;
        device.makeCurrent();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment made = arena.allocate(ValueLayout.JAVA_LONG);
            device.check(device.api().cuStreamCreate(made, NON_BLOCKING), "make a stream");
            handle = made.get(ValueLayout.JAVA_LONG, 0);
        }
    }

    public CudaDevice device() {
        return device;
    }

    /** The {@code CUstream}, for libraries. */
    public long handle() {
        return handle;
    }

    /** Waits until all that was put into this stream so far is done; failures of that work show here. */
    public void synchronize() {
        device.makeCurrent();
        device.check(device.api().cuStreamSynchronize(handle), "finish its work");
    }

    /** What is put into this stream from now on begins after the event has come. */
    public void await(CudaEvent event) {
        device.makeCurrent();
        device.check(device.api().cuStreamWaitEvent(handle, event.handle(), 0), "wait for an event");
    }

    /** What is put into this stream from now on begins after all that is in {@code other} by now. */
    public void await(CudaStream other) {
        if (other == this) {
            return;
        }
        try (CudaEvent event = CudaEvent.ordering(device)) {
            event.record(other);
            await(event);
        }
    }

    /**
     * Records the work that {@code work} puts into this stream, by the calling thread, instead of doing it. The work may not
     * wait for the stream, allocate device memory or read results; the memory that it uses has to stay where it is as long
     * as the graph is used.
     *
     * @return the graph, which the caller closes
     */
    public CudaGraph capture(Runnable work) {
        return device.capturing(() -> captured(work));
    }

    private CudaGraph captured(Runnable work) {
        DriverApi api = device.api();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment made = arena.allocate(ValueLayout.JAVA_LONG);
            device.check(api.cuStreamBeginCapture(handle, CAPTURE_THREAD_LOCAL), "begin a graph");
            try {
                work.run();
            } catch (RuntimeException | Error e) {
                // Leaves the stream usable; what was recorded is thrown away.
                if (api.cuStreamEndCapture(handle, made) == 0) {
                    api.cuGraphDestroy(made.get(ValueLayout.JAVA_LONG, 0));
                }
                throw e;
            }
            device.check(api.cuStreamEndCapture(handle, made), "record a graph");
            return new CudaGraph(device, made.get(ValueLayout.JAVA_LONG, 0));
        }
    }

    /** Frees the stream once its work is done. What is closed stays closed. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            device.makeCurrent();
            device.check(device.api().cuStreamDestroy(handle), "free a stream");
        }
    }
}
