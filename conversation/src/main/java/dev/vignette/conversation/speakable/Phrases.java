package dev.vignette.conversation.speakable;

import dev.vignette.media.Language;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;

/** What is said in place of something that cannot be read aloud; see {@code phrases-<language>.properties}. */
record Phrases(Language language, Properties texts) {
    private static final Map<Language, Phrases> LOADED = new ConcurrentHashMap<>();

    static Phrases in(Language language) {
        return LOADED.computeIfAbsent(language, Phrases::load);
    }

    private static Phrases load(Language language) {
        Properties texts = new Properties();
        try (InputStream in = Phrases.class.getResourceAsStream("phrases-" + language.code() + ".properties")) {
            if (in != null) {
                try (Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
                    texts.load(reader);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Phrases(language, texts);
    }

    /** The phrase, or nothing at all in a language without phrases. */
    String say(String key) {
        return texts.getProperty(key, "");
    }

    String say(String key, String argument) {
        return texts.getProperty(key, "{}").replace("{}", argument);
    }

    String emoji(Emoji.Kind kind) {
        return say("emoji." + kind.name());
    }

    /** A list in one breath: "a, b and c". */
    String enumeration(java.util.List<String> items) {
        if (items.size() < 2) {
            return String.join("", items);
        }
        String last = Objects.requireNonNull(items.getLast());
        // Spanish "y" turns into "e" before the same vowel: "padres e hijos".
        boolean sameVowel =
                language.equals(Language.SPANISH) && last.matches("(?i)(?:h?i(?![aeou])|y(?=$|[^aeiouáéíóú])).*");
        return String.join(say("list.comma"), items.subList(0, items.size() - 1))
                + (sameVowel ? " e " : say("list.and"))
                + last;
    }

    boolean chinese() {
        return language.equals(Language.CHINESE);
    }
}
