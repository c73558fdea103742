package dev.vignette.bot.manners;

import java.util.IllformedLocaleException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@code /language [TAG|auto]}: the language the bot speaks with the person when nothing else tells. */
final class LanguageCommand implements ChatCommand {
    private static final String AUTO = "auto";

    private final Desk desk;

    LanguageCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public String name() {
        return "language";
    }

    @Override
    public Argument argument() {
        return Argument.WORD;
    }

    @Override
    public CommandAnswer run(CommandCall call) {
        Caller caller = call.caller();
        boolean auto = call.arguments().equalsIgnoreCase(AUTO);
        String tag = auto ? null : tag(call.arguments());
        if (!auto && tag == null) {
            return new CommandAnswer(
                    desk.say(call.arguments().isEmpty() ? "language.choose" : "language.unknown", call),
                    Wording.LANGUAGES.stream()
                            .map(each -> Choice.of(desk.wording().say("language.self", each), name(), each))
                            .toList(),
                    null);
        }
        desk.preferences()
                .save(
                        caller.platform(),
                        caller.person(),
                        desk.preferences()
                                .of(caller.platform(), caller.person())
                                .withLanguage(tag));
        String language = desk.language(caller);
        return CommandAnswer.of(desk.wording()
                .say(
                        auto ? "language.auto" : "language.chosen",
                        language,
                        Locale.forLanguageTag(language).getDisplayLanguage(Locale.forLanguageTag(language))));
    }

    /** What was typed as a language tag; null if it is none that anybody speaks. */
    private static @Nullable String tag(String typed) {
        try {
            Locale locale = new Locale.Builder().setLanguageTag(typed).build();
            boolean known = !typed.isEmpty()
                    && typed.length() <= 35
                    && !locale.getDisplayLanguage(Locale.ENGLISH).equals(locale.getLanguage());
            return known ? locale.toLanguageTag() : null;
        } catch (IllformedLocaleException e) {
            return null;
        }
    }
}
