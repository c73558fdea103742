package dev.vignette.bot;

import dev.vignette.bot.cli.VignetteCommand;

/** Where the program begins. */
public final class Vignette {
    private Vignette() {}

    public static void main(String[] arguments) {
        System.setProperty("java.awt.headless", "true"); // pictures are drawn in memory, never on a screen
        int status = VignetteCommand.execute(arguments);
        if (status != VignetteCommand.GOES_ON) {
            System.exit(status);
        }
    }
}
