package dev.vignette.conversation.language;

import dev.vignette.media.Language;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The closed-class words (articles, pronouns, auxiliaries …) and the greetings of each language, which short chat
 * messages are made of and which n-gram models judge badly; and the letters that only one of the languages writes.
 */
final class FunctionWords {
    private static final List<String> LANGUAGES = List.of("en", "es", "pt", "fr", "de", "it");
    private static final Pattern WORD = Pattern.compile("\\p{IsLatin}+(?:['’]\\p{IsLatin}+)*");
    private static final Map<Character, Language> LETTERS = Map.ofEntries(
            Map.entry('¿', Language.SPANISH),
            Map.entry('¡', Language.SPANISH),
            Map.entry('ñ', Language.SPANISH),
            Map.entry('ã', Language.of("pt")),
            Map.entry('õ', Language.of("pt")),
            Map.entry('ß', Language.of("de")),
            Map.entry('ä', Language.of("de")),
            Map.entry('œ', Language.of("fr")),
            Map.entry('è', Language.of("fr")),
            Map.entry('ò', Language.of("it")),
            Map.entry('ì', Language.of("it")));

    private final Map<String, Set<Language>> languagesOf;

    private FunctionWords(Map<String, Set<Language>> languagesOf) {
        this.languagesOf = languagesOf;
    }

    static FunctionWords bundled() {
        Map<String, Set<Language>> languagesOf = new HashMap<>();
        for (String code : LANGUAGES) {
            Language language = Language.of(code);
            for (String word : read(code)) {
                languagesOf.computeIfAbsent(word, w -> new HashSet<>()).add(language);
            }
        }
        return new FunctionWords(languagesOf);
    }

    WordEvidence weigh(String text) {
        String folded = Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .replace('’', '\'');
        Map<Language, Double> weights = new HashMap<>();
        int known = 0;
        Matcher words = WORD.matcher(folded);
        while (words.find()) {
            Set<Language> languages = languagesOf.getOrDefault(words.group(), Set.of());
            known += languages.isEmpty() ? 0 : 1;
            languages.forEach(language -> weights.merge(language, 1.0 / languages.size(), Double::sum));
        }
        folded.chars()
                .distinct()
                .mapToObj(c -> LETTERS.get((char) c))
                .filter(Objects::nonNull)
                .forEach(language -> weights.merge(language, 1.0, Double::sum));
        return new WordEvidence(known, weights);
    }

    private static List<String> read(String code) {
        try (InputStream in = Objects.requireNonNull(
                        FunctionWords.class.getResourceAsStream("words-" + code + ".txt"), "words-" + code + ".txt");
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .flatMap(line -> Stream.of(line.split("\\s+")))
                    .filter(word -> !word.isEmpty())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
