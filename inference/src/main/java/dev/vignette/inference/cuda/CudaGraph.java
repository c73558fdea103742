package dev.vignette.inference.cuda;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Recorded work that starts as a whole by one call, on the memory that it was recorded with. One launch at a time. */
public final class CudaGraph implements AutoCloseable {
    private final CudaDevice device;
    private final long executable;
    private boolean closed;

    /** Takes over the graph. */
    CudaGraph(CudaDevice device, long graph) {
        this.device = device;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment made = arena.allocate(ValueLayout.JAVA_LONG);
            device.check(device.api().cuGraphInstantiateWithFlags(made, graph, 0), "make a graph ready");
            executable = made.get(ValueLayout.JAVA_LONG, 0);
        } finally {
            device.api().cuGraphDestroy(graph);
        }
    }

    /** Puts the work into the stream, in the order of the device: see {@link CudaDevice#inOrder}. */
    public void launch(CudaStream stream) {
        if (closed) {
            throw new IllegalStateException("The graph is closed.");
        }
        device.makeCurrent();
        device.inOrder(
                stream, () -> device.check(device.api().cuGraphLaunch(executable, stream.handle()), "run a graph"));
    }

    /** Frees the graph; launches that are under way come to their end. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            device.makeCurrent();
            device.check(device.api().cuGraphExecDestroy(executable), "free a graph");
        }
    }
}
