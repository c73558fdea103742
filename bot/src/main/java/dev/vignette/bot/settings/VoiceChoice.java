package dev.vignette.bot.settings;

/** Who speaks for those who have a voice of their own; all others are spoken by espeak. */
public enum VoiceChoice {
    /** The best that is installed and runs here: Qwen3-TTS with a GPU, MOSS-TTS-Nano, else espeak's approximate voice. */
    AUTO,
    /** Qwen3-TTS; espeak only while it cannot be opened or fails. */
    QWEN,
    /** MOSS-TTS-Nano; likewise. */
    MOSS,
    /** XTTS-v2, if its licence was accepted; likewise. */
    XTTS,
    /** espeak, whatever is installed. */
    ESPEAK
}
