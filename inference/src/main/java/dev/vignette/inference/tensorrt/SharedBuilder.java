package dev.vignette.inference.tensorrt;

import java.time.Duration;
import org.bytedeco.tensorrt.global.nvinfer;
import org.bytedeco.tensorrt.nvinfer.IBuilder;
import org.jspecify.annotations.Nullable;

/**
 * TensorRT's builder, one for the process: making one loads 1.4 GB of kernels, which takes seconds. Used under {@link PlanCache}'s lock, by one thread at a time.
 */
final class SharedBuilder {
    /** How long a build may take to hear that it is to end: the time of one kernel's trial. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static @Nullable IBuilder builder;

    private SharedBuilder() {}

    static synchronized IBuilder get(TrtLog log) {
        IBuilder there = builder;
        if (there == null) {
            there = nvinfer.createInferBuilder(log);
            if (there == null || there.isNull()) {
                throw log.failure(
                        "TensorRT's builder could not be made",
                        "Look at what \"vignette gpu status\" says is missing, or use the processor.");
            }
            builder = there;
            // TensorRT complains through our logger when it is unloaded with a builder open, and Java is gone by then;
            // under a
            // build that goes on it would crash.
            Runtime.getRuntime().addShutdownHook(new Thread(SharedBuilder::delete, "tensorrt-builder-end"));
        } else {
            there.reset();
        }
        return there;
    }

    /** Not synchronised before builds have ended: one of them may be waiting for the builder. */
    private static void delete() {
        BuildThread.endAll(PATIENCE);
        deleteIdle();
    }

    private static synchronized void deleteIdle() {
        IBuilder there = builder;
        if (there != null && PlanCache.nothingIsBuilt()) {
            builder = null;
            Native.delete(there, Native.FIRST);
        }
    }
}
