package dev.vignette.bot.settings;

/** A setting that cannot be used, in one sentence that names it. */
public final class SettingsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SettingsException(String message) {
        super(message);
    }
}
