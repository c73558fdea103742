package dev.vignette.bot.manners;

import dev.vignette.bot.chat.TurnId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a command or a button has to say.
 *
 * @param text to be shown to the person alone where the platform can; empty if there is nothing to say
 * @param choices as buttons below it
 * @param turn that the command has begun and the {@link StatusBoard} should watch; null if none
 */
public record CommandAnswer(
        String text, List<Choice> choices, @Nullable TurnId turn) {
    public CommandAnswer {
        choices = List.copyOf(choices);
    }

    static CommandAnswer of(String text) {
        return new CommandAnswer(text, List.of(), null);
    }

    static CommandAnswer of(TurnId turn) {
        return new CommandAnswer("", List.of(), turn);
    }
}
