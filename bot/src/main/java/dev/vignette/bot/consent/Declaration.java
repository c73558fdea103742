package dev.vignette.bot.consent;

import org.jspecify.annotations.Nullable;

/**
 * What somebody declares by sending a picture or a voice sample: that the person seen or heard agreed.
 *
 * @param channel by which it came: {@code api}, {@code cli} or {@code page}
 * @param declarant who sent it, as far as known: a network address, or the operator
 * @param pictureSha256 of the picture's file, or null
 * @param sampleSha256 of the sample's file, or null
 * @param wordingLanguage in which the wording was shown, ISO 639; null where it was not shown but documented
 * @param sampleKept whether {@link #KEEPING} was agreed to; null where it was not asked
 */
public record Declaration(
        String channel,
        String declarant,
        @Nullable String pictureSha256,
        @Nullable String sampleSha256,
        @Nullable String wordingLanguage,
        @Nullable Boolean sampleKept) {

    /** By a way that shows no wording: whoever uses it has read the documentation. */
    public Declaration(
            String channel, String declarant, @Nullable String pictureSha256, @Nullable String sampleSha256) {
        this(channel, declarant, pictureSha256, sampleSha256, null, null);
    }

    /** Names {@link #WORDING} and {@link #KEEPING}; raised whenever a word of them changes. */
    public static final String WORDING_VERSION = "2026-11-22.2";

    /** What is declared. Shown where pictures and samples are taken. */
    public static final String WORDING =
            "By sending a picture or a voice sample you declare that the person seen or heard in it is you, or has"
                    + " agreed to be shown and heard in films made by a computer.";

    /** What may be agreed to beside it. Without it a recording goes when the voices have made of it what they need. */
    public static final String KEEPING =
            "Keep the recording of the voice as well. Without this it is deleted as soon as the voices that are installed here"
                    + " have made of it what they need; a voice that is installed or renewed later then needs a new recording.";
}
