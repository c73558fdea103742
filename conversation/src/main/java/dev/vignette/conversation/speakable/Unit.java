package dev.vignette.conversation.speakable;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A unit of measurement and its names; see {@code units.tsv}. */
record Unit(
        String symbol,
        String englishOne,
        String englishMany,
        String spanishOne,
        String spanishMany,
        boolean spanishFeminine,
        String chinese) {

    static final Map<String, Unit> BY_SYMBOL = read();

    /** All symbols as alternatives of a regular expression, longest first. */
    static final String SYMBOLS = BY_SYMBOL.keySet().stream()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .map(Pattern::quote)
            .collect(Collectors.joining("|", "(", ")"));

    static Unit of(String symbol) {
        return Objects.requireNonNull(BY_SYMBOL.get(symbol), symbol);
    }

    private static Map<String, Unit> read() {
        try (InputStream in = Objects.requireNonNull(Unit.class.getResourceAsStream("units.tsv"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .map(line -> line.split("\t"))
                    .map(c -> new Unit(c[0], c[1], c[2], c[3], c[4], c[5].equals("f"), c[6]))
                    .collect(Collectors.toUnmodifiableMap(Unit::symbol, unit -> unit));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
