package dev.vignette.clip;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Films in memory, weighed by their bytes and kept by Caffeine's W-TinyLFU, over films in a directory. A film enters
 * memory when it is opened for reading; its hash is checked on the way, so that a damaged file is noticed before
 * anybody sees it. Films larger than an eighth of the memory tier are read from disk and only checked for their size.
 */
public final class TieredClipStore implements ClipStore {
    private static final int MEMORY_SHARE = 8;

    private final Path root;
    private final StoreLimits limits;
    private final Disk disk;
    private final Workspace workspace;
    private final ClipDirectory directory;
    private final ClipCounters counters;
    private final Cache<ClipId, Held> memory;

    private record Held(Clip clip, ByteBuffer film) {}

    private TieredClipStore(
            Path root, ClipContent content, StoreLimits limits, Disk disk, InstantSource clock, MeterRegistry registry)
            throws IOException {
        this.root = root;
        this.limits = limits;
        this.disk = disk;
        counters = new ClipCounters(registry);
        workspace = Workspace.open(root.resolve("tmp"));
        directory = new ClipDirectory(root, content, limits.disk(), workspace, disk, clock, counters);
        memory = Caffeine.newBuilder()
                .maximumWeight(limits.memory())
                .<ClipId, Held>weigher((id, held) -> Math.toIntExact(held.clip.bytes()))
                .build();
        registry.gauge(ClipMeters.STORED.meter(), directory, ClipDirectory::bytes);
        registry.gauge(ClipMeters.HELD.meter(), this, TieredClipStore::heldBytes);
    }

    /**
     * Opens the store in {@code root}, which is made if it is not there; other processes may have it open too. Sweeps
     * what dead processes left behind.
     */
    public static TieredClipStore open(Path root, StoreLimits limits, MeterRegistry registry) {
        return open(root, limits, Disk.REAL, InstantSource.system(), registry);
    }

    /** As {@link #open(Path, StoreLimits, MeterRegistry)}, for clips' voice notes instead of their films. */
    public static TieredClipStore openVoiceNotes(Path root, StoreLimits limits, MeterRegistry registry) {
        return open(root, ClipContent.VOICE_NOTE, limits, Disk.REAL, InstantSource.system(), registry);
    }

    static TieredClipStore open(Path root, StoreLimits limits, Disk disk, InstantSource clock, MeterRegistry registry) {
        return open(root, ClipContent.FILM, limits, disk, clock, registry);
    }

    private static TieredClipStore open(
            Path root,
            ClipContent content,
            StoreLimits limits,
            Disk disk,
            InstantSource clock,
            MeterRegistry registry) {
        try {
            return new TieredClipStore(root, content, limits, disk, clock, registry);
        } catch (IOException e) {
            throw ClipStoreException.of(e, "The clip store in " + root + " could not be opened");
        }
    }

    @Override
    public Optional<Clip> find(ClipId id) {
        Optional<Clip> clip = directory.find(id);
        if (clip.isEmpty()) {
            memory.invalidate(id); // deleted by another process
        }
        return clip;
    }

    @Override
    public Optional<Film> open(ClipId id) {
        Held held = memory.getIfPresent(id);
        if (held != null && Files.exists(directory.film(id))) {
            counters.fromMemory();
            directory.used(id);
            return Optional.of(new HeldFilm(held));
        }
        Optional<Film> film = find(id).flatMap(this::openFromDisk);
        if (film.isPresent()) {
            counters.fromDisk();
            directory.used(id);
        } else {
            counters.absent();
        }
        return film;
    }

    @Override
    public Optional<Film> peek(ClipId id) {
        return find(id).flatMap(clip -> {
            try {
                return Optional.of(new FileFilm(clip, FileChannel.open(directory.film(id))));
            } catch (NoSuchFileException e) {
                return Optional.empty(); // deleted this moment
            } catch (IOException e) {
                throw ClipStoreException.of(e, "Clip " + id + " could not be read");
            }
        });
    }

    private Optional<Film> openFromDisk(Clip clip) {
        try {
            if (clip.bytes() > limits.memory() / MEMORY_SHARE) {
                return Optional.of(new FileFilm(clip, FileChannel.open(directory.film(clip.id()))));
            }
            byte[] film = Files.readAllBytes(directory.film(clip.id()));
            String hash = HexFormat.of().formatHex(ClipRecipe.sha256().digest(film));
            if (!hash.equals(clip.sha256())) {
                counters.broken();
                directory.delete(clip.id());
                return Optional.empty();
            }
            Held held = new Held(clip, ByteBuffer.wrap(film).asReadOnlyBuffer());
            memory.put(clip.id(), held);
            return Optional.of(new HeldFilm(held));
        } catch (NoSuchFileException e) {
            return Optional.empty(); // deleted this moment
        } catch (IOException e) {
            throw ClipStoreException.of(e, "Clip " + clip.id() + " could not be read");
        }
    }

    @Override
    public Draft draft() {
        try {
            if (disk.free(root) < limits.reserve()) {
                throw new ClipStoreException(
                        ClipStoreException.Reason.FULL,
                        "There is too little room on the disk for a new clip. Free some space and try again.");
            }
            return new DirectoryDraft(workspace.newDirectory());
        } catch (IOException e) {
            throw ClipStoreException.of(e, "A clip could not be begun");
        }
    }

    @Override
    public boolean delete(ClipId id) {
        boolean deleted = directory.delete(id);
        memory.invalidate(id);
        return deleted;
    }

    @Override
    public List<Clip> list() {
        return directory.list();
    }

    @Override
    public boolean inMemory(ClipId id) {
        return memory.policy().getIfPresentQuietly(id) != null;
    }

    @Override
    public Usage usage() {
        try {
            return new Usage(directory.bytes(), limits.disk(), disk.free(root));
        } catch (IOException e) {
            throw ClipStoreException.of(e, "The free space could not be read");
        }
    }

    private long heldBytes() {
        return memory.policy()
                .eviction()
                .map(eviction -> eviction.weightedSize().orElse(0))
                .orElse(0L);
    }

    @Override
    public void close() {
        memory.invalidateAll();
        workspace.close();
    }

    private final class DirectoryDraft implements Draft {
        private @Nullable Path directoryOfDraft;

        DirectoryDraft(Path directoryOfDraft) {
            this.directoryOfDraft = directoryOfDraft;
        }

        @Override
        public Path film() {
            return directory.film(here());
        }

        @Override
        public Clip publish(ClipId id, ClipFacts facts) {
            return directory.publish(here(), id, facts);
        }

        private Path here() {
            if (directoryOfDraft == null) {
                throw new IllegalStateException("This draft is closed.");
            }
            return directoryOfDraft;
        }

        @Override
        public void close() {
            if (directoryOfDraft != null) {
                try {
                    Workspace.deleteTree(directoryOfDraft);
                } catch (IOException e) {
                    // Left for the sweep at the next start.
                }
                directoryOfDraft = null;
            }
        }
    }

    private record HeldFilm(Held held) implements Film {
        @Override
        public Clip clip() {
            return held.clip;
        }

        @Override
        public void transferTo(OutputStream out, long position, long count) throws IOException {
            WritableByteChannel channel = Channels.newChannel(out);
            ByteBuffer part = held.film.slice(Math.toIntExact(position), Math.toIntExact(count));
            while (part.hasRemaining()) {
                channel.write(part);
            }
        }

        @Override
        public void close() {}
    }

    private record FileFilm(Clip clip, FileChannel channel) implements Film {
        @Override
        public void transferTo(OutputStream out, long position, long count) throws IOException {
            if (position < 0 || count < 0 || position + count > clip.bytes()) {
                throw new IndexOutOfBoundsException("Bytes " + position + "+" + count + " of " + clip.bytes());
            }
            WritableByteChannel target = Channels.newChannel(out);
            long done = 0;
            while (done < count) {
                long moved = channel.transferTo(position + done, count - done, target);
                if (moved == 0) {
                    throw new IOException("Clip " + clip.id() + " became shorter while it was read");
                }
                done += moved;
            }
        }

        @Override
        public void close() {
            try {
                channel.close();
            } catch (IOException e) {
                // Nothing was written; there is nothing to lose.
            }
        }
    }
}
