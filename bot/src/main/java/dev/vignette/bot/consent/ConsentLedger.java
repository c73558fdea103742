package dev.vignette.bot.consent;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vignette.renderer.voice.Consent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;

/**
 * Declarations, one JSON object a line, only ever appended to {@code declarations.jsonl} and on the disk before the film
 * is begun. Holds hashes, never pictures or sound. Several processes may append at the same time. Voices that clone ask it
 * before each use ({@link #holds}): what is not in the file, or was taken back in it, is not spoken.
 */
public final class ConsentLedger implements Consent.Ledger {
    /** One writer at a time in this process: a file lock keeps out other processes only. */
    private static final Object WRITING = new Object();

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path file;
    private final InstantSource clock;
    private final Standing standing;

    /** @param directory is made, readable by its owner only, with the first declaration */
    public ConsentLedger(Path directory, InstantSource clock) {
        file = directory.resolve("declarations.jsonl");
        this.clock = clock;
        standing = new Standing(file);
    }

    /**
     * Whether the use of a sample was declared, and not taken back as often as it was declared.
     *
     * @throws UncheckedIOException if the file cannot be read
     */
    @Override
    public boolean holds(String sampleSha256) {
        return standing.declared(sampleSha256);
    }

    /** @throws UncheckedIOException if it could not be written; then nothing must be made */
    public void record(Declaration declaration) {
        write(Standing.DECLARED, declaration);
    }

    /**
     * Notes that what was declared is taken back: the picture and the sample are not kept any more.
     *
     * @throws UncheckedIOException if it could not be written
     */
    public void withdraw(Declaration declaration) {
        write(Standing.WITHDRAWN, declaration);
    }

    /**
     * Notes that a voice was lent to an account on a chat platform.
     *
     * @throws UncheckedIOException if it could not be written; then it is not lent
     */
    public void lent(Lending lending) {
        write("lent", lending);
    }

    /**
     * Notes that what was lent is lent no more.
     *
     * @throws UncheckedIOException if it could not be written
     */
    public void returned(Lending lending) {
        write("returned", lending);
    }

    private void write(String what, Lending lending) {
        Map<String, Object> line = line(what, lending.by().channel());
        line.put("declarant", lending.by().declarant());
        line.put("account", lending.account());
        line.put(Standing.SAMPLE, lending.sampleSha256());
        if (lending.by().wordingLanguage() != null) {
            line.put("wording_version", Lending.WORDING_VERSION);
            line.put("wording_language", lending.by().wordingLanguage());
        }
        write(line, "The loan of the voice could not be recorded, so nothing was changed.");
    }

    private Map<String, Object> line(String what, String channel) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("at", clock.instant().toString());
        line.put(Standing.WHAT, what);
        line.put("channel", channel);
        return line;
    }

    private void write(String what, Declaration declaration) {
        Map<String, Object> line = line(what, declaration.channel());
        line.put("declarant", declaration.declarant());
        if (declaration.pictureSha256() != null) {
            line.put("picture_sha256", declaration.pictureSha256());
        }
        if (declaration.sampleSha256() != null) {
            line.put(Standing.SAMPLE, declaration.sampleSha256());
        }
        if (declaration.sampleKept() != null) {
            line.put("sample_kept", declaration.sampleKept());
        }
        line.put("wording_version", Declaration.WORDING_VERSION);
        if (declaration.wordingLanguage() != null) {
            line.put("wording_language", declaration.wordingLanguage());
        }
        write(line, "The declaration of consent could not be recorded, so nothing was made.");
    }

    private void write(Map<String, Object> line, String otherwise) {
        try {
            synchronized (WRITING) {
                append(JSON.writeValueAsString(line) + "\n");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(otherwise, e);
        }
    }

    private void append(String line) throws IOException {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] directoryRights = posix ? rights("rwx------") : new FileAttribute<?>[0];
        FileAttribute<?>[] fileRights = posix ? rights("rw-------") : new FileAttribute<?>[0];
        Files.createDirectories(file.toAbsolutePath().getParent(), directoryRights);
        try (FileChannel channel =
                FileChannel.open(file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND), fileRights)) {
            channel.lock(); // let go of with the channel
            ByteBuffer bytes = UTF_8.encode(line);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    private static FileAttribute<?>[] rights(String rights) {
        return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(rights))};
    }
}
