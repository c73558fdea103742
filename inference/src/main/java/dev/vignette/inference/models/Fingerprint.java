package dev.vignette.inference.models;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The hashes of a file while it streams by: SHA-256, and Git's where the hub knows only that. */
final class Fingerprint {
    private static final int PIECE = 1 << 20;

    private final MessageDigest sha256 = digest("SHA-256");
    private final MessageDigest blob = digest("SHA-1");
    private final boolean git;

    /** @param bytes of the whole file, which Git's hash begins with; -1 for no such hash */
    Fingerprint(long bytes) {
        git = bytes >= 0;
        if (git) {
            blob.update(("blob " + bytes + "\0").getBytes(US_ASCII));
        }
    }

    private static MessageDigest digest(String name) {
        try {
            return MessageDigest.getInstance(name);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has " + name + ".", e);
        }
    }

    void update(ByteBuffer piece) {
        if (git) {
            blob.update(piece.duplicate());
        }
        sha256.update(piece.duplicate());
    }

    /** Adds what is in a file. */
    void update(Path file) throws IOException, InterruptedException {
        try (FileChannel channel = FileChannel.open(file)) {
            ByteBuffer piece = ByteBuffer.allocate(PIECE);
            while (channel.read(piece.clear()) >= 0) {
                update(piece.flip());
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
            }
        }
    }

    /** Of all that came by; ends this. */
    String sha256() {
        return HexFormat.of().formatHex(sha256.digest());
    }

    /** Git's name for a file with these bytes; ends this. */
    String gitBlob() {
        return HexFormat.of().formatHex(blob.digest());
    }

    static String sha256(Path file) throws IOException, InterruptedException {
        Fingerprint fingerprint = new Fingerprint(-1);
        fingerprint.update(file);
        return fingerprint.sha256();
    }
}
