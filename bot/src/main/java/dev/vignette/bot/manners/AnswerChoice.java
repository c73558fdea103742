package dev.vignette.bot.manners;

import dev.vignette.bot.chat.AnswerForm;
import java.util.Locale;
import java.util.Optional;

/** In which form somebody, or a chat, wants to be answered. */
enum AnswerChoice {
    /** In the form of the message: text for text, a film for something said. */
    MIRROR,
    TEXT,
    FILM;

    AnswerForm form(boolean spoken, AnswerForm written) {
        return switch (this) {
            case TEXT -> AnswerForm.TEXT;
            case FILM -> AnswerForm.FILM;
            case MIRROR -> spoken ? AnswerForm.FILM : written;
        };
    }

    static Optional<AnswerChoice> read(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "mirror", "auto" -> Optional.of(MIRROR);
            case "text", "off" -> Optional.of(TEXT);
            case "film", "on" -> Optional.of(FILM);
            default -> Optional.empty();
        };
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
