package dev.vignette.inference.gpu;

import dev.vignette.inference.models.PullListener;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Takes libraries out of an archive, each as a whole or not at all. A note in {@code installed/} that names the archive's hash
 * is written last: without it a part counts as absent.
 */
final class Unpacking {
    private final GpuPart part;
    private final Path home;
    private final PullListener listener;

    Unpacking(GpuPart part, Path home, PullListener listener) {
        this.part = part;
        this.home = home;
        this.listener = listener;
    }

    static boolean complete(GpuPart part, Path home) {
        try {
            if (!Files.readString(note(part, home)).strip().equals(part.sha256())) {
                return false;
            }
            for (Map.Entry<String, Long> library : part.libraries().entrySet()) {
                if (Files.size(file(part, home, library.getKey())) != library.getValue()) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static Path note(GpuPart part, Path home) {
        return home.resolve("installed").resolve(part.id().value());
    }

    private static Path file(GpuPart part, Path home, String library) {
        return home.resolve("lib").resolve(part.target()).resolve(library);
    }

    void run(Path archive) throws IOException {
        Path note = note(part, home);
        Files.createDirectories(note.getParent());
        Files.deleteIfExists(note);
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            for (Map.Entry<String, Long> library : new TreeMap<>(part.libraries()).entrySet()) {
                unpack(zip, library.getKey(), library.getValue());
            }
        }
        Files.writeString(note, part.sha256() + "\n");
    }

    private void unpack(ZipFile zip, String library, long bytes) throws IOException {
        ZipEntry entry = zip.getEntry(part.folder() + library);
        if (entry == null || entry.getSize() != bytes) {
            throw new IOException("the archive has no " + library + " of " + bytes + " bytes");
        }
        Path target = file(part, home, library);
        Files.createDirectories(target.getParent());
        if (Files.isRegularFile(target) && Files.size(target) == bytes && same(zip, entry, target)) {
            listener.arrived(part.id(), library);
            return;
        }
        Path making = target.resolveSibling(library + ".part");
        try (InputStream in = zip.getInputStream(entry);
                OutputStream out = Files.newOutputStream(making)) {
            byte[] piece = new byte[1 << 20];
            long done = 0;
            for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
                done += n;
                if (done > bytes) {
                    throw new IOException(library + " is longer than the archive says");
                }
                out.write(piece, 0, n);
                listener.progress(part.id(), library, done, bytes);
            }
            if (done != bytes) {
                throw new IOException(library + " is shorter than the archive says");
            }
        }
        Files.move(making, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        listener.arrived(part.id(), library);
    }

    /** After a death in between, what is there is kept if it is right. */
    private static boolean same(ZipFile zip, ZipEntry entry, Path there) throws IOException {
        try (InputStream in = zip.getInputStream(entry);
                InputStream other = Files.newInputStream(there)) {
            byte[] one = new byte[1 << 16];
            while (true) {
                int n = in.readNBytes(one, 0, one.length);
                byte[] two = other.readNBytes(Math.max(n, 1));
                if (n == 0) {
                    return two.length == 0;
                }
                if (!java.util.Arrays.equals(one, 0, n, two, 0, two.length)) {
                    return false;
                }
            }
        }
    }

    static long remove(GpuPart part, Path home) throws IOException {
        long bytes = 0;
        Files.deleteIfExists(note(part, home));
        for (String library : part.libraries().keySet()) {
            Path file = file(part, home, library);
            if (Files.isRegularFile(file)) {
                bytes += Files.size(file);
                Files.delete(file);
            }
            Files.deleteIfExists(file.resolveSibling(library + ".part"));
        }
        return bytes;
    }
}
