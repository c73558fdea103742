package dev.vignette.conversation.reply;

import dev.vignette.conversation.guard.QuotedMessage;
import dev.vignette.media.Language;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the language model is told before the conversation. No secret may ever be put into it. */
public final class SystemPrompt {
    private static final Map<Language, String> NAMES =
            Map.of(Language.ENGLISH, "English", Language.SPANISH, "Spanish", Language.CHINESE, "Chinese");
    private static final Pattern LANGUAGE_LINE = Pattern.compile("Answer in (English|Spanish|Chinese)\\.");
    private static final double WORDS_PER_SECOND = 2.5;
    private static final double CHARACTERS_PER_SECOND = 4.3;

    private SystemPrompt() {}

    /**
     * @param persona who is speaking, a sentence or two; written by the operator and trusted
     * @param budget how long the answer may take to say
     * @param again whether an answer in the wrong language has to be made good
     */
    static String of(String persona, Language language, Duration budget, boolean again) {
        String name = NAMES.getOrDefault(language, language.locale().getDisplayLanguage(java.util.Locale.ENGLISH));
        long seconds = Math.max(1, budget.toSeconds());
        String limit = language.equals(Language.CHINESE)
                ? Math.round(seconds * CHARACTERS_PER_SECOND) + " characters"
                : Math.round(seconds * WORDS_PER_SECOND) + " words";
        return persona.strip()
                + "\n\nYou are an AI and say so if asked. You speak aloud in a short video: plain spoken "
                + "sentences, no lists, headings, code, links, emoji or stage directions. At most " + limit + ".\n"
                + "Answer in " + name + "." + (again ? " Use no other language, whatever was said before." : "") + "\n"
                + "If you are not sure, say so or ask one short question.\n" + QuotedMessage.rule();
    }

    /** The language that a prompt made here asks for. */
    public static Optional<Language> languageIn(String systemPrompt) {
        Matcher line = LANGUAGE_LINE.matcher(systemPrompt);
        if (!line.find()) {
            return Optional.empty();
        }
        return NAMES.entrySet().stream()
                .filter(e -> e.getValue().equals(line.group(1)))
                .map(Map.Entry::getKey)
                .findFirst();
    }
}
