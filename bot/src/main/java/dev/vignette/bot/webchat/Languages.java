package dev.vignette.bot.webchat;

import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.Locale.LanguageRange;
import org.jspecify.annotations.Nullable;

/** Language tags from outside. */
final class Languages {
    private static final int MAX_CHARS = 35;

    private Languages() {}

    /** @throws PageException if it is not one */
    static String check(String tag) {
        try {
            if (tag.length() <= MAX_CHARS) {
                String known =
                        new Locale.Builder().setLanguageTag(tag.strip()).build().toLanguageTag();
                if (!known.equals("und")) {
                    return known;
                }
            }
        } catch (IllformedLocaleException e) {
            // Said below.
        }
        throw PageException.bad("\"language\" is a language tag such as en, es or zh-Hans.");
    }

    /** The first of an {@code Accept-Language} header; null if there is none that makes sense. */
    static @Nullable String preferred(@Nullable String header) {
        try {
            return header == null || header.length() > 200
                    ? null
                    : LanguageRange.parse(header).stream()
                            .map(LanguageRange::getRange)
                            .filter(range -> !range.contains("*"))
                            .map(range -> Locale.forLanguageTag(range).toLanguageTag())
                            .filter(tag -> !tag.equals("und") && tag.length() <= MAX_CHARS)
                            .findFirst()
                            .orElse(null);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
