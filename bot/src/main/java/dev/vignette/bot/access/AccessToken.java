package dev.vignette.bot.access;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The secret that opens a service which others can reach: the configured one, or else one of 128 random bits that is kept in
 * a file which only its owner can read. Never logged; {@link #toString} does not tell it.
 */
public final class AccessToken {
    /** Shorter ones can be guessed. */
    private static final int SHORTEST = 16;

    private final String value;

    private AccessToken(String value) {
        this.value = value;
    }

    /**
     * The token that the service asks for, or nothing if it listens on loopback alone and none is configured.
     *
     * @param address that the service listens on
     * @param configured token, may be blank
     * @param file to keep a generated one in
     * @throws IllegalArgumentException if the configured one is too short
     */
    public static Optional<AccessToken> required(String address, String configured, Path file, RandomGenerator random) {
        String token = configured.strip();
        if (!token.isEmpty()) {
            if (token.length() < SHORTEST) {
                throw new IllegalArgumentException(
                        "VIGNETTE_ACCESS_TOKEN is too short to be safe. Use at least " + SHORTEST + " characters.");
            }
            return Optional.of(new AccessToken(token));
        }
        return isLoopback(address) ? Optional.empty() : Optional.of(new AccessToken(kept(file, random)));
    }

    private static boolean isLoopback(String address) {
        try {
            return !address.isBlank() && InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static String kept(Path file, RandomGenerator random) {
        try {
            if (Files.exists(file)) {
                String token = Files.readString(file).strip();
                if (token.length() >= SHORTEST) {
                    return token;
                }
            }
            byte[] bits = new byte[16];
            random.nextBytes(bits);
            String token = HexFormat.of().formatHex(bits);
            Files.createDirectories(file.getParent());
            Files.deleteIfExists(file);
            try {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            } catch (UnsupportedOperationException notPosix) {
                Files.createFile(file);
            }
            Files.writeString(file, token + "\n");
            return token;
        } catch (IOException e) {
            throw new UncheckedIOException("The access token could not be kept in " + file, e);
        }
    }

    /** Compares in constant time. */
    boolean matches(String candidate) {
        return MessageDigest.isEqual(
                candidate.getBytes(StandardCharsets.UTF_8), value.getBytes(StandardCharsets.UTF_8));
    }

    /** The secret itself, for the one who started the service. */
    public String reveal() {
        return value;
    }

    @Override
    public String toString() {
        return "AccessToken[hidden]";
    }
}
