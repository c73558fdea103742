package dev.vignette.clip;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/** The identity of a film: SHA-256 of its {@link ClipRecipe}. Same key, same film, down to the blinks. */
public final class ClipKey {
    private final byte[] hash;

    ClipKey(byte[] hash) {
        if (hash.length != 32) {
            throw new IllegalArgumentException("A clip key has 32 bytes, not " + hash.length);
        }
        this.hash = hash;
    }

    /** The public name of the film: the first 130 bits of the key. */
    public ClipId id() {
        return ClipId.of(hash);
    }

    /** A seed for one use of randomness in this film ({@code "voice"}, {@code "face"}); uses do not influence each other. */
    public long seed(String purpose) {
        MessageDigest digest = ClipRecipe.sha256();
        digest.update(hash);
        return ByteBuffer.wrap(digest.digest(purpose.getBytes(UTF_8))).getLong();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ClipKey key && Arrays.equals(hash, key.hash);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(hash);
    }

    /** 64 lower-case hexadecimal digits. */
    @Override
    public String toString() {
        return HexFormat.of().formatHex(hash);
    }
}
