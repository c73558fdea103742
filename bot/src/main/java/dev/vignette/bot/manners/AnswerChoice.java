package dev.vignette.bot.manners;

import dev.vignette.bot.chat.AnswerForm;
import java.util.Locale;
import java.util.Optional;

/** In which form somebody, or a chat, wants to be answered. */
enum AnswerChoice {
    /** In the form of the message: text for text, a voice note and a film for a voice note, a film for a film. */
    MIRROR,
    TEXT,
    VOICE,
    FILM,
    /** A voice note and a film. */
    BOTH;

    /** @param written form of the answer to a written message where nobody has chosen */
    AnswerForm form(Medium medium, AnswerForm written) {
        return switch (this) {
            case TEXT -> AnswerForm.TEXT;
            case VOICE -> AnswerForm.VOICE;
            case FILM -> AnswerForm.FILM;
            case BOTH -> AnswerForm.VOICE_AND_FILM;
            case MIRROR ->
                switch (medium) {
                    case WRITING -> written;
                    case VOICE -> AnswerForm.VOICE_AND_FILM;
                    case FILM -> AnswerForm.FILM;
                };
        };
    }

    static Optional<AnswerChoice> read(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "mirror", "auto" -> Optional.of(MIRROR);
            case "text", "off" -> Optional.of(TEXT);
            case "voice" -> Optional.of(VOICE);
            case "film", "on" -> Optional.of(FILM);
            case "both" -> Optional.of(BOTH);
            default -> Optional.empty();
        };
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
