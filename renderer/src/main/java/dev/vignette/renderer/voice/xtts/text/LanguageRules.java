package dev.vignette.renderer.voice.xtts.text;

import dev.vignette.media.Language;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * How one language is cleaned (specification §2.2).
 *
 * @param tag that the text begins with, such as {@code [zh-cn]}
 * @param most characters of one generation: beyond them speech is cut off
 * @param thousands separator that is dropped between groups of three digits
 * @param ordinal a number with what makes it an ordinal
 * @param numbers words for numbers
 * @param abbreviations that a full stop follows, with their words
 * @param symbols with their words
 */
record LanguageRules(
        String tag,
        int most,
        char thousands,
        Pattern ordinal,
        NumberWords numbers,
        Map<Pattern, String> abbreviations,
        Map<Character, String> symbols) {

    static final LanguageRules ENGLISH = new LanguageRules(
            "[en]",
            250,
            ',',
            Pattern.compile("(\\d+)(?:st|nd|rd|th)"),
            new EnglishNumbers(),
            abbreviations(
                    "mrs misess mr mister dr doctor st saint co company jr junior maj major gen general drs doctors"
                            + " rev reverend lt lieutenant hon honorable sgt sergeant capt captain esq esquire ltd limited"
                            + " col colonel ft fort"),
            symbols("and", "at", "percent", "hash", "dollar", "pound", "degree"));

    static final LanguageRules SPANISH = new LanguageRules(
            "[es]",
            239,
            '.',
            Pattern.compile("(\\d+)(?:º|ª|er|os|as|o|a)(?!\\p{L})"),
            new SpanishNumbers(),
            abbreviations("sra señora sr señor dr doctor dra doctora st santo co compañía jr junior ltd limitada"),
            symbols("y", "arroba", "por ciento", "numeral", "dolar", "libra", "grados"));

    static final LanguageRules CHINESE =
            new LanguageRules("[zh-cn]", 82, ',', Pattern.compile("(?!)"), new EnglishNumbers(), Map.of(), Map.of());

    static LanguageRules of(Language language) {
        return switch (language.code()) {
            case "en" -> ENGLISH;
            case "es" -> SPANISH;
            case "zh" -> CHINESE;
            default -> throw new IllegalArgumentException("There are no rules for the language " + language + ".");
        };
    }

    private static Map<Pattern, String> abbreviations(String pairs) {
        String[] words = pairs.split(" ", -1);
        Map<Pattern, String> abbreviations = new LinkedHashMap<>();
        for (int i = 0; i < words.length; i += 2) {
            abbreviations.put(
                    Pattern.compile(
                            "\\b" + words[i] + "\\.",
                            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS),
                    words[i + 1]);
        }
        return abbreviations;
    }

    private static Map<Character, String> symbols(String... words) {
        Map<Character, String> symbols = new LinkedHashMap<>();
        String signs = "&@%#$£°";
        for (int i = 0; i < signs.length(); i++) {
            symbols.put(signs.charAt(i), words[i]);
        }
        return symbols;
    }
}
