package dev.vignette.bot.web;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A single range of bytes (RFC 9110, §14). Several at once are allowed to be ignored, and are. */
record ByteRange(long first, long count) {
    private static final Pattern SINGLE = Pattern.compile("bytes=\\s*(\\d{0,18})-(\\d{0,18})\\s*");

    /** A range that is well-formed, but of which nothing exists. */
    static final class Unsatisfiable extends Exception {
        private static final long serialVersionUID = 1L;
    }

    /** The range that {@code header} asks for, or nothing if it asks for none that is understood. */
    static Optional<ByteRange> parse(String header, long size) throws Unsatisfiable {
        Matcher range = SINGLE.matcher(header);
        if (!range.matches()) {
            return Optional.empty();
        }
        String from = range.group(1);
        String to = range.group(2);
        if (from.isEmpty()) {
            return to.isEmpty() ? Optional.empty() : Optional.of(suffix(Long.parseLong(to), size));
        }
        long first = Long.parseLong(from);
        long last = to.isEmpty() ? Long.MAX_VALUE : Long.parseLong(to);
        if (last < first) {
            return Optional.empty(); // not a range at all
        }
        if (first >= size) {
            throw new Unsatisfiable();
        }
        return Optional.of(new ByteRange(first, Math.min(last, size - 1) - first + 1));
    }

    private static ByteRange suffix(long length, long size) throws Unsatisfiable {
        if (length == 0) {
            throw new Unsatisfiable();
        }
        long count = Math.min(length, size);
        return new ByteRange(size - count, count);
    }

    String contentRange(long size) {
        return "bytes " + first + "-" + (first + count - 1) + "/" + size;
    }
}
