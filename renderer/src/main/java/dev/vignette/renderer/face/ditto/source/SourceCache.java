package dev.vignette.renderer.face.ditto.source;

import dev.vignette.renderer.RenderException;
import dev.vignette.renderer.RenderException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Registered sources, the last few in memory and those of known people on the disk, so that nobody is registered twice. Two threads that want
 * the same one make it once; what could not be made is not kept. A damaged file is made anew. Safe to use from any thread.
 */
public final class SourceCache {
    private static final Logger LOG = LoggerFactory.getLogger(SourceCache.class);
    private static final int IN_MEMORY = 12;

    private final Path directory;
    private final Map<String, CompletableFuture<Source>> sources = new LinkedHashMap<>(16, 0.75f, true);

    /** @param directory is made when it is first needed */
    public SourceCache(Path directory) {
        this.directory = directory;
    }

    /**
     * @param key a file name: letters, digits, dots and dashes
     * @param stored whether it may be written to the disk; a guest's face may not
     * @param maker registers the source if it is nowhere; one who is cancelled leaves it to the next who waits
     */
    public Source get(String key, boolean stored, Supplier<Source> maker) {
        while (true) {
            CompletableFuture<Source> mine = new CompletableFuture<>();
            CompletableFuture<Source> theirs = entered(key, mine);
            if (theirs == null) {
                make(key, mine, stored, maker);
                return joined(mine);
            }
            try {
                return joined(theirs);
            } catch (RenderException e) {
                if (e.reason() != Reason.CANCELLED || Thread.currentThread().isInterrupted()) {
                    throw e;
                }
            }
        }
    }

    private @Nullable CompletableFuture<Source> entered(String key, CompletableFuture<Source> mine) {
        synchronized (sources) {
            CompletableFuture<Source> theirs = sources.putIfAbsent(key, mine);
            var oldest = sources.entrySet().iterator();
            while (sources.size() > IN_MEMORY) {
                oldest.next();
                oldest.remove();
            }
            return theirs;
        }
    }

    private void make(String key, CompletableFuture<Source> mine, boolean stored, Supplier<Source> maker) {
        try {
            mine.complete(stored ? stored(key, maker) : maker.get());
        } catch (RuntimeException | Error failure) {
            synchronized (sources) {
                sources.remove(key, mine);
            }
            mine.completeExceptionally(failure);
        }
    }

    private Source stored(String key, Supplier<Source> maker) {
        Path file = directory.resolve(key + ".source");
        if (Files.isRegularFile(file)) {
            try {
                return SourceFile.read(file);
            } catch (IOException e) {
                LOG.warn("The registered face {} cannot be read ({}); it is registered anew.", file, e.getMessage());
            }
        }
        Source source = maker.get();
        try {
            Files.createDirectories(directory);
            SourceFile.write(file, source);
        } catch (IOException e) {
            // The film can be made all the same; the next one pays for it.
            LOG.warn("The registered face {} cannot be stored: {}", file, e.getMessage());
        }
        return source;
    }

    /** Forgets what is in memory. */
    public void clear() {
        synchronized (sources) {
            sources.clear();
        }
    }

    private static Source joined(CompletableFuture<Source> source) {
        try {
            return source.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw e;
        }
    }
}
