package dev.vignette.clip;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The tier on disk: {@code ab/<id>/clip.mp4} with {@code clip.json} beside it, where {@code ab} are the first two
 * characters of the id. An entry comes and goes by the rename of its directory, so that it is there as a whole or not
 * at all. The record's time of modification is the time of last use, which is how the order of use survives a restart.
 *
 * <p>Other processes may use the same directory: what is on disk is the truth, nothing about single clips is kept in
 * memory. Only the sum of bytes is, and it is counted anew before anything is evicted.
 */
final class ClipDirectory {
    private static final String RECORD = "clip.json";
    private static final int RECORD_LIMIT = 64 * 1024;

    private final Path root;
    private final ClipContent content;
    private final long limit;
    private final Workspace workspace;
    private final Disk disk;
    private final InstantSource clock;
    private final ClipCounters counters;
    private final AtomicLong bytes = new AtomicLong();
    /** Taken by everything that renames entries; reading needs no lock. */
    private final ReentrantLock renaming = new ReentrantLock();

    ClipDirectory(
            Path root,
            ClipContent content,
            long limit,
            Workspace workspace,
            Disk disk,
            InstantSource clock,
            ClipCounters counters) {
        this.root = root;
        this.content = content;
        this.limit = limit;
        this.workspace = workspace;
        this.disk = disk;
        this.clock = clock;
        this.counters = counters;
        bytes.set(entries().stream().mapToLong(entry -> entry.clip.bytes()).sum());
    }

    private record Entry(Clip clip, Instant lastUse) {}

    long bytes() {
        return bytes.get();
    }

    /** Where the film lies in an entry, or in a draft of one. */
    Path film(Path entry) {
        return entry.resolve(content.fileName());
    }

    Path film(ClipId id) {
        return film(entry(id));
    }

    Optional<Clip> find(ClipId id) {
        try {
            return Optional.of(read(id));
        } catch (NoSuchFileException e) {
            return Files.exists(entry(id)) ? dropIfStillBroken(id) : Optional.empty();
        } catch (ClipRecord.Broken e) {
            return dropIfStillBroken(id);
        } catch (IOException e) {
            throw ClipStoreException.of(e, "Clip " + id + " could not be read");
        }
    }

    private Clip read(ClipId id) throws IOException, ClipRecord.Broken {
        Path record = entry(id).resolve(RECORD);
        if (Files.size(record) > RECORD_LIMIT) {
            throw new ClipRecord.Broken("The clip's record is too large.");
        }
        Clip clip = ClipRecord.read(Files.readAllBytes(record));
        if (!clip.id().equals(id) || Files.size(film(id)) != clip.bytes()) {
            throw new ClipRecord.Broken("The clip's record does not describe the film beside it.");
        }
        return clip;
    }

    /** Looks again with the lock held, because an entry that is just being replaced looks broken for a moment. */
    private Optional<Clip> dropIfStillBroken(ClipId id) {
        renaming.lock();
        try {
            return Optional.of(read(id));
        } catch (IOException | ClipRecord.Broken e) {
            if (Files.exists(entry(id))) {
                counters.broken();
                discard(id);
            }
            return Optional.empty();
        } finally {
            renaming.unlock();
        }
    }

    void used(ClipId id) {
        try {
            Files.setLastModifiedTime(entry(id).resolve(RECORD), FileTime.from(clock.instant()));
        } catch (IOException e) {
            // Deleted meanwhile, or a read-only store: the order of use is a matter of economy, not of correctness.
        }
    }

    Clip publish(Path draft, ClipId id, ClipFacts facts) {
        renaming.lock();
        try {
            Path film = film(draft);
            Clip clip = new Clip(id, facts, Files.size(film), sha256(film), clock.instant());
            if (clip.bytes() == 0) {
                throw new IllegalArgumentException("The film has no bytes.");
            }
            disk.write(draft.resolve(RECORD), ClipRecord.write(clip));
            disk.sync(film);
            disk.sync(draft.resolve(RECORD));
            disk.sync(draft);
            Optional<Clip> there = find(id); // and drops a broken one, which would be in the way
            if (there.isPresent()) {
                return there.get();
            }
            Files.createDirectories(shelf(id));
            try {
                disk.rename(draft, entry(id));
            } catch (IOException e) {
                // Another process may have been quicker by a moment: the same id is the same film.
                return find(id).orElseThrow(() -> ClipStoreException.of(e, "The clip could not be stored"));
            }
            disk.sync(shelf(id));
            used(id);
            counters.published();
            if (bytes.addAndGet(clip.bytes()) > limit) {
                evict(id);
            }
            return clip;
        } catch (IOException e) {
            throw ClipStoreException.of(e, "The clip could not be stored");
        } finally {
            renaming.unlock();
        }
    }

    private void evict(ClipId newest) {
        List<Entry> entries = entries(); // another process may have added or removed some
        long sum = entries.stream().mapToLong(entry -> entry.clip.bytes()).sum();
        bytes.set(sum);
        for (Entry entry : entries.reversed()) {
            if (bytes.get() <= limit) {
                return;
            }
            if (!entry.clip.id().equals(newest) && discard(entry.clip.id())) {
                bytes.addAndGet(-entry.clip.bytes());
                counters.evicted();
            }
        }
    }

    boolean delete(ClipId id) {
        renaming.lock();
        try {
            Optional<Clip> clip = find(id);
            clip.ifPresent(gone -> {
                if (discard(id)) {
                    bytes.addAndGet(-gone.bytes());
                }
            });
            return clip.isPresent();
        } finally {
            renaming.unlock();
        }
    }

    /** Out of the way first, by one rename, then piece by piece: nobody sees half an entry. */
    private boolean discard(ClipId id) {
        try {
            Path grave = workspace.vacancy();
            disk.rename(entry(id), grave);
            Workspace.deleteTree(grave);
            return true;
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            throw ClipStoreException.of(e, "Clip " + id + " could not be removed");
        }
    }

    List<Clip> list() {
        return entries().stream().map(Entry::clip).toList();
    }

    /** Most recently used first; entries that cannot be read are left out. */
    private List<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        try (DirectoryStream<Path> shelves = Files.newDirectoryStream(root, "[a-z0-9][a-z0-9]")) {
            for (Path shelf : shelves) {
                try (DirectoryStream<Path> names = Files.newDirectoryStream(shelf)) {
                    for (Path name : names) {
                        ClipId.parse(name.getFileName().toString()).ifPresent(id -> add(id, entries));
                    }
                }
            }
        } catch (IOException e) {
            throw ClipStoreException.of(e, "The clips could not be listed");
        }
        entries.sort(Comparator.comparing(Entry::lastUse).reversed());
        return entries;
    }

    private void add(ClipId id, List<Entry> entries) {
        find(id).ifPresent(clip -> {
            try {
                FileTime used = Files.getLastModifiedTime(entry(id).resolve(RECORD));
                entries.add(new Entry(clip, used.toInstant()));
            } catch (IOException e) {
                // deleted meanwhile
            }
        });
    }

    private Path shelf(ClipId id) {
        return root.resolve(id.value().substring(0, 2));
    }

    private Path entry(ClipId id) {
        return shelf(id).resolve(id.value());
    }

    private static String sha256(Path film) throws IOException {
        MessageDigest digest = ClipRecipe.sha256();
        try (DigestInputStream in = new DigestInputStream(Files.newInputStream(film), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
