package dev.vignette.bot.cli;

import java.io.IOException;

/** The output file cannot be written, in one sentence. */
final class OutputException extends IOException {
    private static final long serialVersionUID = 1L;

    OutputException(String message) {
        super(message);
    }

    OutputException(String message, IOException cause) {
        super(message, cause);
    }
}
