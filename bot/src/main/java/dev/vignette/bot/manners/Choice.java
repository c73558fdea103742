package dev.vignette.bot.manners;

/**
 * A button that runs a command.
 *
 * @param label as shown
 * @param data what the platform hands back when it is pressed, for {@link FrontDesk#press}; 64 ASCII characters at most
 */
public record Choice(String label, String data) {
    static final String PREFIX = "run:";

    public Choice {
        if (data.length() > 64) {
            throw new IllegalArgumentException("A button's data is at most 64 characters long.");
        }
    }

    static Choice of(String label, String command, String argument) {
        return new Choice(label, PREFIX + command + ":" + argument);
    }
}
