package dev.vignette.inference.tensorrt;

import dev.vignette.inference.InferenceException;
import dev.vignette.inference.NetworkContract;
import dev.vignette.inference.graph.OnnxFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * An ONNX file as the source of plans. Its hash covers the files beside it that hold its weights, and is remembered in the
 * cache as long as sizes and times of all of them stay the same: reading a gigabyte at every start would cost seconds.
 */
final class SourceFile {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path file;
    private final String network;

    SourceFile(Path file, String network) {
        this.file = file;
        this.network = network;
        if (!Files.isRegularFile(file)) {
            throw new InferenceException("There is no file " + file + " for the network " + network
                    + ". Get it with \"vignette models pull\", or correct the path.");
        }
    }

    /** A file as it was when it was hashed. */
    record Seen(String name, long bytes, long modifiedMillis) {
        static Seen of(Path file, String name) throws IOException {
            return new Seen(
                    name, Files.size(file), Files.getLastModifiedTime(file).toMillis());
        }
    }

    record Remembered(String sha256, List<Seen> files) {}

    /** What the file says of itself. */
    record Description(NetworkContract signature, Map<String, String> metadata) {}

    Path path() {
        return file;
    }

    Description describe() {
        OnnxFile onnx = read();
        return new Description(onnx.signature(network), onnx.metadata());
    }

    private OnnxFile read() {
        try {
            return OnnxFile.read(file);
        } catch (InferenceException e) {
            throw new InferenceException(
                    "The file " + file + " of the network " + network
                            + " is damaged or no ONNX file. Pull the model again.",
                    e);
        }
    }

    /** SHA-256 over the file and those that hold its weights, in hexadecimal. */
    String sha256(Path cache) {
        Path note = cache.resolve(
                PlanKey.sha256(file.toAbsolutePath().normalize().toString()).substring(0, 32) + ".source");
        try {
            Remembered remembered = remembered(note);
            if (remembered != null) {
                return remembered.sha256();
            }
            List<String> names = new ArrayList<>(List.of(file.getFileName().toString()));
            names.addAll(read().filesBeside());
            List<Seen> seen = new ArrayList<>();
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String name : names) {
                Path part = beside(name);
                seen.add(Seen.of(part, name));
                digest.update(name.getBytes(java.nio.charset.StandardCharsets.UTF_8));
                digest.update((byte) 0);
                try (InputStream in = Files.newInputStream(part)) {
                    byte[] bytes = new byte[1 << 20];
                    for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
                        digest.update(bytes, 0, n);
                    }
                }
            }
            String sha256 = HexFormat.of().formatHex(digest.digest());
            remember(note, new Remembered(sha256, seen));
            return sha256;
        } catch (IOException e) {
            throw new InferenceException(
                    "The file " + file + " of the network " + network + " cannot be read: " + e.getMessage(), e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private Path beside(String name) {
        Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
        Path part = folder.resolve(name).normalize();
        if (!part.startsWith(folder)) {
            throw new InferenceException("The file " + file + " of the network " + network
                    + " asks for weights outside its own folder. Pull the model again.");
        }
        if (!Files.isRegularFile(part)) {
            throw new InferenceException("The file " + file + " of the network " + network
                    + " is incomplete: the file with its weights that belongs beside it is missing or damaged."
                    + " Pull the model again.");
        }
        return part;
    }

    private @org.jspecify.annotations.Nullable Remembered remembered(Path note) {
        try {
            Remembered remembered = JSON.readValue(Files.readAllBytes(note), Remembered.class);
            for (Seen seen : remembered.files()) {
                if (!Seen.of(beside(seen.name()), seen.name()).equals(seen)) {
                    return null;
                }
            }
            return remembered.files().isEmpty() || remembered.sha256().length() != 64 ? null : remembered;
        } catch (IOException | JacksonException e) {
            return null;
        }
    }

    private static void remember(Path note, Remembered remembered) {
        try {
            Files.createDirectories(note.getParent());
            Path part = Files.createTempFile(note.getParent(), "source", ".part");
            Files.write(part, JSON.writeValueAsBytes(remembered));
            Files.move(part, note, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            // The next start reads the files again.
        }
    }
}
