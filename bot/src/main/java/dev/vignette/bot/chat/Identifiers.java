package dev.vignette.bot.chat;

import java.math.BigInteger;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** What all identifiers have in common: foreign ones are short and printable, our own are 128 random bits. */
final class Identifiers {
    private static final Pattern FOREIGN = Pattern.compile("[\\x21-\\x7e]{1,128}");
    private static final Pattern OWN = Pattern.compile("[a-z0-9]{26}");

    private Identifiers() {}

    static void check(String what, String value) {
        if (!FOREIGN.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "A " + what + " is 1 to 128 visible ASCII characters; this one has " + value.length() + ".");
        }
    }

    static void checkOwn(String what, String value) {
        if (!OWN.matcher(value).matches()) {
            throw new IllegalArgumentException("A " + what + " is 26 lower-case letters and digits.");
        }
    }

    /** 128 bits of {@code random} in base 32: 26 characters, the first of them 0 to 7. */
    static String random(RandomGenerator random) {
        byte[] bits = new byte[16];
        random.nextBytes(bits);
        String digits = new BigInteger(1, bits).toString(32).toLowerCase(Locale.ROOT);
        return "0".repeat(26 - digits.length()) + digits;
    }
}
