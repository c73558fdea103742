package dev.vignette.inference.tensorrt;

import org.bytedeco.tensorrt.global.nvinfer;
import org.bytedeco.tensorrt.nvinfer.IBuilder;
import org.jspecify.annotations.Nullable;

/**
 * TensorRT's builder, one for the process: making one loads 1.4 GB of kernels, which takes seconds, and TensorRT 10.6 was seen to
 * crash when a builder is made after others were deleted. Used under {@link PlanCache}'s lock, by one thread at a time.
 */
final class SharedBuilder {
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
            // TensorRT complains through our logger when it is unloaded with a builder open, and Java is gone by then.
            Runtime.getRuntime().addShutdownHook(new Thread(SharedBuilder::delete, "tensorrt-builder-end"));
        } else {
            there.reset();
        }
        return there;
    }

    private static synchronized void delete() {
        IBuilder there = builder;
        if (there != null && PlanCache.nothingIsBuilt()) {
            builder = null;
            Native.delete(there, Native.FIRST);
        }
    }
}
