package dev.vignette.inference.models;

import dev.vignette.inference.models.ModelStoreException.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Brings one file. The bytes gather in {@code NAME.part}, its version in {@code NAME.part.tag}; what was cut goes on where it
 * ended, also in another process, if the other side still has the same version. The name appears when the hash is right.
 */
final class Download {
    private static final int ATTEMPTS = 5;
    private static final long LONGEST_WAIT = 60;
    /** A file whose size nobody promises may be so many times as large as the manifest thinks. */
    private static final int SLACK = 4;

    private static final long LEAST_LIMIT = 64_000_000;

    private final Hub hub;
    private final Pause pause;
    private final Progress progress;
    private final WantedFile wanted;
    private final Path target;
    private final Path part;
    private final Path tag;

    /** Waits between attempts. */
    interface Pause {
        void of(Duration time) throws InterruptedException;
    }

    /** How far the file is. */
    interface Progress {
        void at(long done, long total);

        void retries(String reason);
    }

    Download(Hub hub, Pause pause, Progress progress, WantedFile wanted, Path target) {
        this.hub = hub;
        this.pause = pause;
        this.progress = progress;
        this.wanted = wanted;
        this.target = target;
        this.part = target.resolveSibling(target.getFileName() + ".part");
        this.tag = target.resolveSibling(target.getFileName() + ".part.tag");
    }

    /** Returns what the receipt says of the file. */
    Receipt.Entry fetch() throws IOException, InterruptedException {
        Files.createDirectories(Objects.requireNonNull(target.getParent()));
        int failures = 0;
        while (true) {
            long before = size(part);
            try {
                return attempt();
            } catch (LocalException e) {
                throw e.cause;
            } catch (IOException e) {
                // What moves on is not given up, however often it breaks.
                failures = size(part) > before ? 1 : failures + 1;
                if (failures >= ATTEMPTS) {
                    throw new ModelStoreException(
                            Reason.NETWORK,
                            wanted.path() + " could not be fetched from "
                                    + wanted.address().getHost() + ": " + Hub.reason(e)
                                    + ". Pull again later; it will go on where it ended.",
                            e);
                }
                progress.retries(Hub.reason(e));
                pause.of(wait(e, failures));
            }
        }
    }

    private static Duration wait(IOException failure, int failures) {
        long asked = failure instanceof Hub.BusyException busy ? busy.seconds() : 0;
        return Duration.ofSeconds(Math.min(LONGEST_WAIT, Math.max(asked, 1L << (failures - 1))));
    }

    private Receipt.Entry attempt() throws IOException, InterruptedException {
        long there = size(part);
        String version = local(this::readTag);
        if (there > 0 && ((wanted.sha256() == null && version == null) || there > wanted.bytesOr(Long.MAX_VALUE))) {
            there = 0;
        }
        Fingerprint fingerprint = new Fingerprint(wanted.promise().bytes());
        if (there > 0 && there == wanted.promise().bytes()) {
            fingerprint.update(part);
            return finish(fingerprint, there);
        }
        try (Hub.Answer answer = hub.open(wanted.address(), there, version)) {
            if (answer.status() == 416 || (answer.status() == 206 && startOf(answer) != there)) {
                local(this::forget);
                throw new IOException("the server does not have the rest of the file");
            }
            if (answer.status() == 200) {
                there = 0;
            }
            long total = total(answer, there);
            long from = there;
            local(() -> {
                keepTag(answer.header("etag"));
                return null;
            });
            if (from > 0) {
                fingerprint.update(part);
            }
            long done = receive(answer, fingerprint, from, total);
            if (total >= 0 && done < total) {
                throw new IOException("the connection ended after " + done + " of " + total + " bytes");
            }
            return finish(fingerprint, done);
        }
    }

    private static long startOf(Hub.Answer answer) {
        String range = Objects.requireNonNullElse(answer.header("content-range"), "");
        return range.matches("bytes \\d{1,15}-.*") ? Long.parseLong(range.substring(6, range.indexOf('-'))) : -1;
    }

    /** Size of the whole file; -1 if neither the hub nor the answer says. */
    private long total(Hub.Answer answer, long from) {
        String length = Objects.requireNonNullElse(answer.header("content-length"), "");
        long told = length.matches("\\d{1,15}") ? Long.parseLong(length) + from : -1;
        long promised = wanted.promise().bytes();
        if (promised >= 0 && told >= 0 && told != promised) {
            throw wrong("it is " + told + " bytes long where " + promised + " were promised");
        }
        return promised >= 0 ? promised : told;
    }

    private long receive(Hub.Answer answer, Fingerprint fingerprint, long from, long total)
            throws IOException, InterruptedException {
        long limit = total >= 0 ? total : Math.max(LEAST_LIMIT, SLACK * wanted.rough());
        long done = from;
        try (FileChannel out = local(() -> openPart(from))) {
            progress.at(done, total);
            for (List<ByteBuffer> piece = answer.body().next();
                    piece != null;
                    piece = answer.body().next()) {
                for (ByteBuffer buffer : piece) {
                    done += buffer.remaining();
                    if (done > limit) {
                        local(this::forget);
                        throw wrong("more than " + limit + " bytes came");
                    }
                    fingerprint.update(buffer);
                    local(() -> {
                        while (buffer.hasRemaining()) {
                            out.write(buffer);
                        }
                        return null;
                    });
                }
                progress.at(done, total);
            }
            local(() -> {
                out.force(false);
                return null;
            });
        }
        return done;
    }

    private FileChannel openPart(long from) throws IOException {
        FileChannel out = FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        return out.truncate(from).position(from);
    }

    private Receipt.Entry finish(Fingerprint fingerprint, long bytes) throws IOException {
        String sha256 = fingerprint.sha256();
        String promised = wanted.sha256();
        String blob = wanted.promise().gitBlob();
        if ((promised != null && !promised.equals(sha256))
                || (promised == null && blob != null && !blob.equals(fingerprint.gitBlob()))) {
            local(this::forget);
            throw wrong("its hash is " + sha256
                    + (promised == null ? ", not the hub's" : " where " + promised + " was promised"));
        }
        return local(() -> {
            try {
                Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } catch (AtomicMoveNotSupportedException e) {
                Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
            }
            Files.deleteIfExists(tag);
            return new Receipt.Entry(
                    bytes,
                    sha256,
                    wanted.learned(),
                    Files.getLastModifiedTime(target).toMillis(),
                    false);
        });
    }

    private ModelStoreException wrong(String what) {
        return new ModelStoreException(
                Reason.WRONG_CONTENT,
                wanted.path() + " from " + wanted.address().getHost() + " was refused: " + what
                        + ". Pull again; if it stays so, use another mirror or report it.");
    }

    private @Nullable String readTag() throws IOException {
        try {
            return Files.readString(tag);
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /** Weak tags do not promise the same bytes. */
    private void keepTag(@Nullable String version) throws IOException {
        if (version != null && version.startsWith("\"") && version.length() < 300) {
            Files.writeString(tag, version);
        } else {
            Files.deleteIfExists(tag);
        }
    }

    private @Nullable Void forget() throws IOException {
        Files.deleteIfExists(part);
        Files.deleteIfExists(tag);
        return null;
    }

    private static long size(Path file) throws IOException {
        try {
            return Files.size(file);
        } catch (NoSuchFileException e) {
            return 0;
        }
    }

    private interface Local<T extends @Nullable Object> {
        T get() throws IOException;
    }

    /** A failure of our own disk, which no new attempt mends. */
    private static final class LocalException extends IOException {
        private static final long serialVersionUID = 1L;

        private final IOException cause;

        LocalException(IOException cause) {
            super(cause);
            this.cause = cause;
        }
    }

    private static <T extends @Nullable Object> T local(Local<T> action) throws IOException {
        try {
            return action.get();
        } catch (IOException e) {
            throw new LocalException(e);
        }
    }
}
