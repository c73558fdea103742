package dev.vignette.bot;

import dev.vignette.bot.cli.VignetteCommand;

/** Where the program begins. */
public final class Vignette {
    private Vignette() {}

    public static void main(String[] arguments) {
        System.setProperty("java.awt.headless", "true"); // pictures are drawn in memory, never on a screen
        // What the native libraries' loader says goes where everything else goes, and not straight to the terminal.
        System.setProperty("org.bytedeco.javacpp.logger", "slf4j");
        int status = VignetteCommand.execute(arguments);
        if (status != VignetteCommand.GOES_ON) {
            System.exit(status);
        }
    }
}
