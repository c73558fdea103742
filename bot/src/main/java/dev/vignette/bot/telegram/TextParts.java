package dev.vignette.bot.telegram;

import java.util.ArrayList;
import java.util.List;

/** A text in pieces that Telegram takes: at most 4,096 UTF-16 units each, cut where one would take a breath. */
final class TextParts {
    static final int LIMIT = 4096;

    /** More than this is an attachment, not a message; what is beyond is left out. */
    private static final int MOST = 8;

    private TextParts() {}

    static List<String> of(String text) {
        List<String> parts = new ArrayList<>();
        String rest = text.strip();
        while (rest.length() > LIMIT && parts.size() < MOST - 1) {
            int cut = cut(rest);
            parts.add(rest.substring(0, cut).strip());
            rest = rest.substring(cut).strip();
        }
        if (rest.length() > LIMIT) {
            rest = rest.substring(0, whole(rest, LIMIT - 1)) + "…";
        }
        // Telegram refuses an empty message.
        parts.add(rest.isEmpty() ? "…" : rest);
        return parts;
    }

    private static int cut(String text) {
        for (String end : new String[] {"\n\n", "\n", ". ", "。", " "}) {
            int at = text.lastIndexOf(end, LIMIT - end.length());
            if (at > LIMIT / 2) {
                return at + end.length();
            }
        }
        return whole(text, LIMIT);
    }

    /** Not between the halves of a surrogate pair. */
    private static int whole(String text, int at) {
        return Character.isHighSurrogate(text.charAt(at - 1)) ? at - 1 : at;
    }
}
