package dev.vignette.bot.lending;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * A code that stands for an account for some minutes, once: 40 random bits as {@code K7QM-2XWD}, of letters and digits that are not
 * taken for each other. Only its hash is kept.
 *
 * @param value the eight characters
 */
record LendingCode(String value) {
    static final Duration GOOD_FOR = Duration.ofMinutes(10);

    private static final String CHARACTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    private static final Pattern FORM = Pattern.compile("[" + CHARACTERS + "]{8}");

    static LendingCode random(RandomGenerator random) {
        StringBuilder code = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            code.append(CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
        }
        return new LendingCode(code.toString());
    }

    /** What somebody has typed, whatever the case and what stands between; empty if it cannot be a code. */
    static Optional<LendingCode> read(String typed) {
        if (typed.length() > 40) {
            return Optional.empty();
        }
        String code = typed.toUpperCase(Locale.ROOT).replaceAll("[\\s\\p{Pd}]", "");
        return FORM.matcher(code).matches() ? Optional.of(new LendingCode(code)) : Optional.empty();
    }

    String sha256() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("Every Java platform has SHA-256", e);
        }
    }

    /** As it is shown. */
    String text() {
        return value.substring(0, 4) + "-" + value.substring(4);
    }

    @Override
    public String toString() {
        return "LendingCode[hidden]";
    }
}
