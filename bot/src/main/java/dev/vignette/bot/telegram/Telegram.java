package dev.vignette.bot.telegram;

import dev.vignette.bot.chat.PlatformCapabilities;
import dev.vignette.bot.chat.PlatformName;
import java.time.Duration;

/** What is true of Telegram for every bot. */
final class Telegram {
    static final PlatformName NAME = new PlatformName("telegram");

    /** Largest side of a round video note, in pixels: older servers refuse 640. */
    static final int MAX_NOTE_SIDE = 639;

    static final Duration MAX_NOTE = Duration.ofSeconds(60);

    /** Uploads to Telegram's own server. */
    static final long MAX_UPLOAD = 50_000_000;

    /** Downloads from it. */
    static final long MAX_DOWNLOAD = 20_000_000;

    static final PlatformCapabilities CAPABILITIES =
            new PlatformCapabilities(true, MAX_UPLOAD, MAX_NOTE, false, true, true, false);

    private Telegram() {}
}
