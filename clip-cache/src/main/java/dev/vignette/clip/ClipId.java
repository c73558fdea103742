package dev.vignette.clip;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The public name of a clip: 26 characters that are safe in a URL and as a file name. Made of the clip's key, so that it
 * cannot be guessed without knowing the text.
 */
public record ClipId(String value) implements Comparable<ClipId> {
    private static final Pattern FORM = Pattern.compile("[a-z0-9]{26}");
    private static final String BASE32 = "abcdefghijklmnopqrstuvwxyz234567"; // RFC 4648, §6, in lower case

    public ClipId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("A clip id has 26 characters, a-z and 0-9.");
        }
    }

    /** Reads an id that came from outside; empty if it does not have the form of one. */
    public static Optional<ClipId> parse(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new ClipId(text)) : Optional.empty();
    }

    static ClipId of(byte[] hash) {
        StringBuilder id = new StringBuilder(26);
        for (int bit = 0; bit < 26 * 5; bit += 5) {
            int window = (hash[bit / 8] & 255) << 8 | (hash[bit / 8 + 1] & 255);
            id.append(BASE32.charAt(window >> (11 - bit % 8) & 31));
        }
        return new ClipId(id.toString());
    }

    @Override
    public int compareTo(ClipId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
