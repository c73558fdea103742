package dev.vignette.bot.studio;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * By which the browser in which an avatar was brought is known again: 128 random bits, handed out once. Only the hash is kept here.
 *
 * @param value 32 hexadecimal digits
 */
record OwnerKey(String value) {
    /** @param random must be cryptographically strong */
    static OwnerKey random(RandomGenerator random) {
        byte[] bits = new byte[16];
        random.nextBytes(bits);
        return new OwnerKey(HexFormat.of().formatHex(bits));
    }

    String sha256() {
        return Sitting.sha256(value.getBytes(UTF_8));
    }

    /** Whether it is the one whose hash was kept; none is, where none was. */
    boolean is(@Nullable String sha256) {
        return sha256 != null && MessageDigest.isEqual(sha256().getBytes(UTF_8), sha256.getBytes(UTF_8));
    }

    @Override
    public String toString() {
        return "OwnerKey[hidden]";
    }
}
