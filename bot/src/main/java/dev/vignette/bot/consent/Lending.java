package dev.vignette.bot.consent;

import org.jspecify.annotations.Nullable;

/**
 * That the voice of a sample, which is heard with its own face, is lent to an account on a chat platform, to be heard with any.
 *
 * @param account as {@code telegram:12345}
 */
public record Lending(String account, String sampleSha256, By by) {
    /** Names {@link #WORDING}; raised whenever a word of it changes. */
    public static final String WORDING_VERSION = "2026-11-22.1";

    /** What is agreed to with each loan. Shown where the code of an account is taken. */
    public static final String WORDING =
            "The code is one that I have asked the bot for myself, in my own account. That account may have this voice say"
                    + " anything, with any face, until I take it back here or with /voice unlink.";

    /**
     * @param channel by which it came: {@code page} or {@code chat}
     * @param declarant who did it, as far as known: a network address, a login, or the account itself
     * @param wordingLanguage in which the wording was shown, ISO 639; null where nothing is agreed to
     */
    public record By(
            String channel, String declarant, @Nullable String wordingLanguage) {}
}
