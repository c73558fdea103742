package dev.vignette.inference.models;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What was put into a model's directory, so that later pulls and checks have to find the same: {@code receipt.json} beside
 * the files.
 *
 * @param model its id
 * @param complete whether all files are here
 * @param standIn whether the files are a stand-in with made-up weights
 * @param commits commit of each repository, by its name
 * @param files by path
 */
record Receipt(String model, boolean complete, boolean standIn, Map<String, String> commits, Map<String, Entry> files) {
    static final String NAME = "receipt.json";

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /**
     * One file.
     *
     * @param sha256 of its bytes
     * @param learned how the hash was known: from the {@code manifest}, from the {@code hub}, or only from the
     *     {@code first-copy}
     * @param modified time of the file in milliseconds; while it stays, the file is not hashed again
     * @param damaged whether a check found other bytes
     */
    record Entry(long bytes, String sha256, String learned, long modified, boolean damaged) {
        boolean fits(Path file) {
            try {
                return !damaged
                        && Files.size(file) == bytes
                        && Files.getLastModifiedTime(file).toMillis() == modified;
            } catch (IOException e) {
                return false;
            }
        }

        Entry asDamaged() {
            return new Entry(bytes, sha256, learned, modified, true);
        }
    }

    Receipt {
        commits = Map.copyOf(Objects.requireNonNullElse(commits, Map.of()));
        files = Map.copyOf(Objects.requireNonNullElse(files, Map.of()));
        files.keySet().forEach(ModelFile::requireSafe);
    }

    static Receipt empty(ModelId model) {
        return new Receipt(model.value(), false, false, Map.of(), Map.of());
    }

    Receipt with(String path, Entry entry) {
        Map<String, Entry> all = new TreeMap<>(files);
        all.put(path, entry);
        return new Receipt(model, complete, standIn, commits, all);
    }

    Receipt withCommit(String repository, String commit) {
        Map<String, String> all = new TreeMap<>(commits);
        all.put(repository, commit);
        return new Receipt(model, complete, standIn, all, files);
    }

    Receipt withComplete(boolean now) {
        return new Receipt(model, now, standIn, commits, files);
    }

    /** Null if the directory has none, or one that cannot be read: then everything is looked at anew. */
    static @Nullable Receipt read(Path directory) {
        try {
            return JSON.readValue(Files.readAllBytes(directory.resolve(NAME)), Receipt.class);
        } catch (NoSuchFileException e) {
            return null;
        } catch (IOException | JacksonException | ModelStoreException e) {
            return null;
        }
    }

    void write(Path directory) throws IOException {
        Path part = directory.resolve(NAME + ".part");
        Files.write(
                part,
                JSON.writeValueAsBytes(
                        new Receipt(model, complete, standIn, new TreeMap<>(commits), new TreeMap<>(files))));
        Files.move(part, directory.resolve(NAME), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
