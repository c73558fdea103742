package dev.vignette.renderer.voice;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Hashes in which the boundary between parts counts. */
final class Sha256 {
    private Sha256() {}

    static byte[] of(String text, byte[] data) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] head = text.getBytes(UTF_8);
            digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(head.length).flip());
            digest.update(head);
            return digest.digest(data);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("Every Java platform has SHA-256", e);
        }
    }
}
