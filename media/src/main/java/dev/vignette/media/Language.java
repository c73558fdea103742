package dev.vignette.media;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A spoken language, named by its ISO 639-1 code in lower case. What an engine can speak or hear is a matter of the
 * engine's capabilities; this type only says which language is meant.
 */
public record Language(String code) {
    // First, because the constants below are checked against it.
    private static final Pattern CODE = Pattern.compile("[a-z]{2,3}");

    public static final Language ENGLISH = new Language("en");
    public static final Language CHINESE = new Language("zh");
    public static final Language SPANISH = new Language("es");

    public Language {
        if (!CODE.matcher(code).matches()) {
            throw new IllegalArgumentException("Not an ISO 639 language code: \"" + code + "\"");
        }
    }

    /**
     * Reads a code or a BCP 47 tag in any case ({@code "es"}, {@code "en-US"}, {@code "zh_Hant_TW"}); region and script
     * are dropped, Mandarin's own code {@code cmn} becomes {@code zh}.
     *
     * @throws IllegalArgumentException if there is no language in it
     */
    public static Language of(String tag) {
        String primary = tag.strip().split("[-_]", 2)[0].toLowerCase(Locale.ROOT);
        return new Language(primary.equals("cmn") ? "zh" : primary);
    }

    /** Reads a tag that somebody else wrote: what is no language is nothing, and no failure. */
    public static Optional<Language> find(@Nullable String tag) {
        try {
            return Optional.ofNullable(tag).map(Language::of);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    public Locale locale() {
        return Locale.of(code);
    }

    @Override
    public String toString() {
        return code;
    }
}
