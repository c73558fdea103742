package dev.vignette.inference.tensorrt;

import dev.vignette.inference.InferenceException;
import dev.vignette.inference.cuda.BoundRun;
import dev.vignette.inference.cuda.CudaGraph;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A context with its tensors set once and for all. */
final class TrtBoundRun implements BoundRun {
    private final TrtNetwork network;
    private final TrtScope scope;
    private final TrtContext context;
    private final List<TrtTensor> sinks;
    private final TrtLog log;
    private final Consumer<TrtBoundRun> atClose;
    private @Nullable CudaGraph graph;
    private boolean closed;

    /** @param sinks outputs that nobody wants */
    TrtBoundRun(
            TrtNetwork network,
            TrtScope scope,
            TrtContext context,
            List<TrtTensor> sinks,
            TrtLog log,
            Consumer<TrtBoundRun> atClose) {
        this.network = network;
        this.scope = scope;
        this.context = context;
        this.sinks = sinks;
        this.log = log;
        this.atClose = atClose;
    }

    @Override
    public void enqueue() {
        requireOpen();
        scope.stream().device().makeCurrent();
        if (!context.enqueueAlone(scope.stream())) {
            throw failure();
        }
    }

    private InferenceException failure() {
        return log.failure("The network " + network.name() + " failed", "Start the service again.");
    }

    @Override
    public void launch() {
        requireOpen();
        CudaGraph recorded = graph;
        if (recorded == null) {
            recorded = scope.stream().capture(this::enqueue);
            graph = recorded;
        }
        recorded.launch(scope.stream());
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("The bound run of the network " + network.name() + " is closed.");
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            scope.stream().synchronize();
            CudaGraph recorded = graph;
            if (recorded != null) {
                recorded.close();
            }
            context.close();
            sinks.forEach(TrtTensor::free);
            atClose.accept(this);
        }
    }
}
