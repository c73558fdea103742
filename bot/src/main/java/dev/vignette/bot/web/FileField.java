package dev.vignette.bot.web;

import dev.vignette.bot.generate.Refusal;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a file that came inside JSON, as base64 or as a {@code data:} URL (RFC 2397). */
final class FileField {
    private static final Pattern DATA_URL = Pattern.compile("data:[^,]{0,200};base64,", Pattern.CASE_INSENSITIVE);
    private static final Pattern WHITE_SPACE = Pattern.compile("\\s+");

    private FileField() {}

    static byte @Nullable [] read(@Nullable String value, Refusal.Reason reason) {
        if (value == null) {
            return null;
        }
        Matcher dataUrl = DATA_URL.matcher(value);
        String base64 = dataUrl.lookingAt() ? value.substring(dataUrl.end()) : value;
        try {
            byte[] bytes =
                    Base64.getDecoder().decode(WHITE_SPACE.matcher(base64).replaceAll(""));
            if (bytes.length > 0) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            // the message below says it
        }
        throw new Refusal(
                reason, "\"" + reason.field() + "\" must hold a file as base64 or as a data: URL with base64 inside.");
    }
}
