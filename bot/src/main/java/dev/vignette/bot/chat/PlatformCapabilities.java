package dev.vignette.bot.chat;

import java.time.Duration;

/**
 * What a platform can show; films are made to fit it rather than refused after an upload.
 *
 * @param squareOnly whether clips must be square (Telegram's round video notes)
 * @param maxBytes largest clip it takes
 * @param maxDuration longest clip it takes
 * @param editWithFile whether a posted text can be edited to carry a file later
 * @param voiceOut whether sound without a picture can be posted
 * @param threads whether answers can be kept in a thread
 * @param idempotent whether posting the same {@link DeliveryId} again changes nothing there
 */
public record PlatformCapabilities(
        boolean squareOnly,
        long maxBytes,
        Duration maxDuration,
        boolean editWithFile,
        boolean voiceOut,
        boolean threads,
        boolean idempotent) {
    /**
     * The longest film that fits, by time and by bytes.
     *
     * @param bytesPerSecond of a film at most
     */
    public Duration longest(long bytesPerSecond) {
        Duration byBytes = Duration.ofSeconds(Math.max(1, maxBytes / bytesPerSecond));
        return byBytes.compareTo(maxDuration) < 0 ? byBytes : maxDuration;
    }

    public PlatformCapabilities {
        if (maxBytes <= 0 || !maxDuration.isPositive()) {
            throw new IllegalArgumentException("A platform takes clips of at least one byte and some time.");
        }
    }
}
