package dev.vignette.inference.tensorrt;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.tensorrt.nvinfer.IBuilderConfig;
import org.bytedeco.tensorrt.nvinfer.IHostMemory;
import org.bytedeco.tensorrt.nvinfer.ITimingCache;
import org.jspecify.annotations.Nullable;

/** How long kernels took on this GPU, from one build to the next: a second build of a like network takes a fraction. */
final class TimingCache {
    private static final System.Logger LOG = System.getLogger(TimingCache.class.getName());

    private final Path file;

    TimingCache(Path folder, String gpu, String driver, String tensorRt) {
        this.file = folder.resolve("timing-"
                + PlanKey.sha256(String.join("\n", gpu, driver, tensorRt)).substring(0, 16) + ".cache");
    }

    /** A cache for this build, which the caller frees after the configuration; none if TensorRT makes none. */
    @Nullable
    ITimingCache load(IBuilderConfig config) {
        byte[] bytes = read();
        try (BytePointer pointer = new BytePointer(Math.max(1, bytes.length))) {
            pointer.put(bytes, 0, bytes.length);
            ITimingCache cache = config.createTimingCache(pointer, bytes.length);
            if ((cache == null || cache.isNull()) && bytes.length > 0) {
                cache = config.createTimingCache(pointer, 0);
            }
            return cache == null || cache.isNull() || !config.setTimingCache(cache, false) ? null : cache;
        }
    }

    private byte[] read() {
        try {
            return Files.isRegularFile(file) ? Files.readAllBytes(file) : new byte[0];
        } catch (IOException e) {
            return new byte[0];
        }
    }

    void store(ITimingCache cache) {
        IHostMemory memory = cache.serialize();
        if (memory == null || memory.isNull()) {
            return;
        }
        try {
            byte[] bytes = MemorySegment.ofAddress(memory.data().address())
                    .reinterpret(memory.size())
                    .toArray(ValueLayout.JAVA_BYTE);
            Files.createDirectories(file.toAbsolutePath().getParent());
            Path part = Files.createTempFile(file.toAbsolutePath().getParent(), "timing", ".part");
            Files.write(part, bytes);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "Timings cannot be kept in {0}: {1}", file, e.getMessage());
        } finally {
            Native.delete(memory, Native.FIRST);
        }
    }
}
