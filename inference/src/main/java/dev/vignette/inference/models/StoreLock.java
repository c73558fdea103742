package dev.vignette.inference.models;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps a model to one thread of one process. The operating system lets go of it when the process dies; the file itself
 * means nothing and stays.
 */
final class StoreLock implements AutoCloseable {
    /** A file lock belongs to the process, so that its threads need one of their own. */
    private static final Map<Path, ReentrantLock> THREADS = new ConcurrentHashMap<>();

    private final ReentrantLock threads;
    private final FileChannel channel;

    private StoreLock(ReentrantLock threads, FileChannel channel) {
        this.threads = threads;
        this.channel = channel;
    }

    static StoreLock take(Path root, ModelId model, Runnable whenWaiting) throws IOException, InterruptedException {
        Path file = root.resolve(".locks")
                .resolve(model.value() + ".lock")
                .toAbsolutePath()
                .normalize();
        Files.createDirectories(file.getParent());
        ReentrantLock threads = THREADS.computeIfAbsent(file, key -> new ReentrantLock());
        boolean told = false;
        if (!threads.tryLock()) {
            whenWaiting.run();
            told = true;
            threads.lockInterruptibly();
        }
        FileChannel channel = null;
        try {
            channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                if (!told) {
                    whenWaiting.run();
                }
                channel.lock();
            }
            return new StoreLock(threads, channel);
        } catch (IOException | RuntimeException e) {
            threads.unlock();
            if (channel != null) {
                channel.close();
            }
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            threads.unlock();
        }
    }
}
