package dev.vignette.inference.tensorrt;

import dev.vignette.inference.cuda.CudaEvent;
import dev.vignette.inference.cuda.CudaStream;
import org.bytedeco.tensorrt.nvinfer.Dims64;
import org.bytedeco.tensorrt.nvinfer.IExecutionContext;

/** One run's state and working memory; used by one thread at a time. */
final class TrtContext implements AutoCloseable {
    private final IExecutionContext context;
    private final CudaEvent lastRun;
    private boolean ran;

    /** Takes over the context. */
    TrtContext(IExecutionContext context, TensorRtEngine engine) {
        this.context = context;
        this.lastRun = CudaEvent.ordering(engine.device());
    }

    /** Whether the shape is one that the network takes. */
    boolean shape(String input, long[] shape) {
        try (Dims64 dims = TrtTypes.dims(shape)) {
            return context.setInputShape(input, dims);
        }
    }

    /** The shape that the inputs' shapes lead to; -1 where it depends on their numbers. */
    long[] shape(String output) {
        return TrtTypes.shape(context.getTensorShape(output));
    }

    boolean address(String tensor, long address) {
        return context.setTensorAddress(tensor, new Native.At(address));
    }

    /** Puts a run into the stream, after the run before it, whose working memory this uses, and in the order of the device. */
    boolean enqueue(CudaStream stream) {
        if (ran) {
            stream.await(lastRun);
        }
        boolean[] begun = new boolean[1];
        stream.device().inOrder(stream, () -> begun[0] = context.enqueueV3(Native.stream(stream.handle())));
        lastRun.record(stream);
        ran = true;
        return begun[0];
    }

    /** Puts a run into the stream that stands alone in it: inside a recording nothing outside can be waited for. */
    boolean enqueueAlone(CudaStream stream) {
        return context.enqueueV3(Native.stream(stream.handle()));
    }

    /** Waits for the last run and frees what it used. */
    @Override
    public void close() {
        if (ran) {
            lastRun.synchronize();
        }
        lastRun.close();
        Native.delete(context, Native.FIRST);
    }
}
