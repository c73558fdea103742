package dev.vignette.bot.manners;

import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code /language [TAG|auto]}: the language the bot speaks with the person when nothing else tells. */
final class LanguageCommand extends ChoosingCommand {
    private static final String AUTO = "auto";

    LanguageCommand(Desk desk) {
        super(desk, "language");
    }

    @Override
    String unknown() {
        return "language.unknown";
    }

    @Override
    public List<Suggestion> suggestions(Caller caller, String language) {
        return Wording.LANGUAGES.stream()
                .map(each -> new Suggestion(desk.wording().say("language.self", each), each))
                .toList();
    }

    @Override
    Optional<CommandAnswer> choose(CommandCall call, String word) {
        boolean auto = word.equalsIgnoreCase(AUTO);
        String tag = auto ? null : tag(word);
        if (!auto && tag == null) {
            return Optional.empty();
        }
        desk.preferences().change(Scope.PERSON, call.caller(), now -> now.withLanguage(tag));
        String language = desk.language(call.caller());
        return Optional.of(CommandAnswer.of(desk.wording()
                .say(
                        auto ? "language.auto" : "language.chosen",
                        language,
                        Locale.forLanguageTag(language).getDisplayLanguage(Locale.forLanguageTag(language)))));
    }

    /** What was typed as a language tag; null if it is none that anybody speaks. */
    private static @Nullable String tag(String typed) {
        try {
            Locale locale = new Locale.Builder().setLanguageTag(typed).build();
            boolean known = typed.length() <= 35
                    && !locale.getDisplayLanguage(Locale.ENGLISH).equals(locale.getLanguage());
            return known ? locale.toLanguageTag() : null;
        } catch (IllformedLocaleException e) {
            return null;
        }
    }
}
