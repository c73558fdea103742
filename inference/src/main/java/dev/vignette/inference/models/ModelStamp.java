package dev.vignette.inference.models;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vignette.inference.InferenceException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Tells one set of model files from another: SHA-256 over each file's name and size and a mebibyte of its beginning, middle and end.
 * Reading gigabytes at every start would cost seconds; that the files are whole is the model store's to verify. Stateless.
 */
public final class ModelStamp {
    private static final int SAMPLE = 1 << 20;
    private static final int SHOWN = 12;

    private ModelStamp() {}

    /**
     * Twelve hexadecimal digits.
     *
     * @throws InferenceException if a file cannot be read; it names it
     */
    public static String of(List<Path> files) {
        MessageDigest digest = sha256();
        for (Path file : files) {
            try (FileChannel channel = FileChannel.open(file)) {
                digest.update((file.getFileName() + "\n" + channel.size() + "\n").getBytes(UTF_8));
                sample(channel, 0, digest);
                sample(channel, (channel.size() - SAMPLE) / 2, digest);
                sample(channel, channel.size() - SAMPLE, digest);
            } catch (IOException e) {
                throw new InferenceException("The file " + file + " cannot be read: " + e.getMessage(), e);
            }
        }
        return HexFormat.of().formatHex(digest.digest()).substring(0, SHOWN);
    }

    private static void sample(FileChannel channel, long from, MessageDigest digest) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(SAMPLE);
        int at = 0;
        while (buffer.hasRemaining()) {
            int read = channel.read(buffer, Math.max(0, from) + at);
            if (read < 0) {
                break;
            }
            at += read;
        }
        digest.update(buffer.flip());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("Every Java platform has SHA-256", e);
        }
    }
}
