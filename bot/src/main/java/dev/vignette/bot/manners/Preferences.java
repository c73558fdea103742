package dev.vignette.bot.manners;

import org.jspecify.annotations.Nullable;

/**
 * What a person or a chat has chosen.
 *
 * @param form null if not chosen
 * @param language of menus and notices, and a hint for replies; null if not chosen
 * @param quiet whether the bot answers nobody here
 * @param free whether the bot answers here without being mentioned
 * @param speaker name of the member of the cast whose voice speaks; null for the face's own
 */
record Preferences(
        @Nullable AnswerChoice form,
        @Nullable String language,
        boolean quiet,
        boolean free,
        @Nullable String speaker) {
    static final Preferences NONE = new Preferences(null, null, false, false, null);

    Preferences withForm(AnswerChoice chosen) {
        return new Preferences(chosen, language, quiet, free, speaker);
    }

    Preferences withLanguage(@Nullable String chosen) {
        return new Preferences(form, chosen, quiet, free, speaker);
    }

    Preferences withQuiet(boolean chosen) {
        return new Preferences(form, language, chosen, free, speaker);
    }

    Preferences withFree(boolean chosen) {
        return new Preferences(form, language, quiet, chosen, speaker);
    }

    Preferences withSpeaker(@Nullable String chosen) {
        return new Preferences(form, language, quiet, free, chosen);
    }
}
