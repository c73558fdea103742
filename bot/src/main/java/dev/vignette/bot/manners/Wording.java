package dev.vignette.bot.manners;

import dev.vignette.bot.chat.TurnAction;
import dev.vignette.bot.words.Phrases;
import java.time.Duration;
import java.util.List;

/** What the bot itself says in chats: English, Spanish or Chinese, English for all other languages. */
public final class Wording {
    /** The languages there are words in, as BCP 47. */
    public static final List<String> LANGUAGES = List.of("en", "es", "zh");

    private static final Phrases PHRASES = new Phrases("dev.vignette.bot.manners.words");

    /** Label of the button for {@code action}. */
    public String action(TurnAction action, String language) {
        return say("action." + action.code(), language);
    }

    /** What to say where something cannot be stored, and so not even be looked up how the person wants to be spoken to. */
    public String unavailable(Caller caller) {
        return say("unavailable", caller.language() == null ? "en" : caller.language());
    }

    /** Data of a button that tells what {@code /about} tells; for labels of films that take no caption. */
    public String aboutData() {
        return Choice.of("about", "about", "").data();
    }

    String say(String key, String language, Object... arguments) {
        return PHRASES.say(key, language, arguments);
    }

    boolean has(String key) {
        return PHRASES.has(key);
    }

    /** A wait in words, rounded up: "40 seconds", "3 minutes", "2 hours". */
    String wait(Duration wait, String language) {
        long seconds = Math.max(1, (wait.toMillis() + 999) / 1000);
        if (seconds < 60) {
            return say("wait.seconds", language, seconds);
        }
        long minutes = (seconds + 59) / 60;
        return minutes < 60 ? say("wait.minutes", language, minutes) : say("wait.hours", language, (minutes + 59) / 60);
    }
}
