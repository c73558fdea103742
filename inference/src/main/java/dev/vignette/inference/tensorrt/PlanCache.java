package dev.vignette.inference.tensorrt;

import dev.vignette.inference.InferenceException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Plans on disk. What is missing, damaged or for another version of the software is built, by one builder at a time on the
 * whole machine: two at once would disturb each other's timings.
 */
final class PlanCache {
    private static final System.Logger LOG = System.getLogger(PlanCache.class.getName());
    private static final ReentrantLock BUILDING = new ReentrantLock();

    private final Path folder;
    private final BuildListener listener;
    private final InstantSource clock;

    PlanCache(Path folder, BuildListener listener, InstantSource clock) {
        this.folder = folder;
        this.listener = listener;
        this.clock = clock;
    }

    /** Whether no thread of this process is building, or none soon; from then on none begins. For the end of the process. */
    static boolean nothingIsBuilt() {
        try {
            return BUILDING.tryLock(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * The plan, from disk or built now.
     *
     * @param arena in which the plan lives
     * @param describe what goes into the header of a plan that is built now
     */
    PlanFile.Plan get(
            PlanKey key,
            Arena arena,
            java.util.function.Supplier<PlanFile.Header> describe,
            java.util.function.BiConsumer<PlanFile.Header, Consumer<MemorySegment>> build) {
        Path file = folder.resolve(key.fileName());
        PlanFile.Plan there = read(file, key, arena);
        if (there != null) {
            return there;
        }
        BUILDING.lock();
        try {
            Files.createDirectories(folder);
            try (FileChannel channel = FileChannel.open(
                            folder.resolve("build.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                // Another process may have built it in the meantime.
                there = lock.isValid() ? read(file, key, arena) : null;
                return there != null ? there : built(file, key, arena, describe.get(), build);
            }
        } catch (IOException e) {
            throw new InferenceException(
                    "The plan of the network " + key.network() + " cannot be kept in " + folder + ": " + e.getMessage()
                            + ". Make room there, or set VIGNETTE_HOME to another disk.",
                    e);
        } finally {
            BUILDING.unlock();
        }
    }

    private PlanFile.Plan built(
            Path file,
            PlanKey key,
            Arena arena,
            PlanFile.Header header,
            java.util.function.BiConsumer<PlanFile.Header, Consumer<MemorySegment>> build)
            throws IOException {
        String reason = Files.exists(file)
                ? "its plan is damaged"
                : others(key).isEmpty() ? "it is the first time on this GPU" : "the driver or TensorRT has changed";
        LOG.log(System.Logger.Level.INFO, "Building the network {0} for {1}: {2}.", key.network(), key.gpu(), reason);
        listener.begins(key.network(), reason);
        java.time.Instant begin = clock.instant();
        IOException[] failure = new IOException[1];
        try {
            build.accept(header, plan -> {
                try {
                    PlanFile.write(file, header, plan);
                } catch (IOException e) {
                    failure[0] = e;
                }
            });
        } catch (RuntimeException | Error e) {
            listener.fails(key.network());
            throw e;
        }
        if (failure[0] != null) {
            throw failure[0];
        }
        for (Path old : others(key)) {
            Files.deleteIfExists(old);
        }
        PlanFile.Plan plan = PlanFile.read(file, arena);
        listener.ends(
                key.network(),
                Duration.between(begin, clock.instant()),
                plan.bytes().byteSize());
        return plan;
    }

    /** Plans for the same thing by other versions of the software. */
    private java.util.List<Path> others(PlanKey key) throws IOException {
        java.util.List<Path> others = new java.util.ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, key.filePrefix() + "*.plan")) {
            for (Path other : files) {
                if (!other.getFileName().toString().equals(key.fileName())) {
                    others.add(other);
                }
            }
        }
        return others;
    }

    private static PlanFile.@Nullable Plan read(Path file, PlanKey key, Arena arena) {
        try {
            PlanFile.Plan plan = PlanFile.read(file, arena);
            return plan.header().key().equals(key.text()) ? plan : null;
        } catch (NoSuchFileException e) {
            return null;
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "The plan {0} is not used: {1}.", file, e.getMessage());
            return null;
        }
    }
}
