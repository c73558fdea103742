package dev.vignette.conversation.hearing;

import java.time.Duration;

/**
 * What hearing one sound took.
 *
 * @param detection of speech
 * @param features log-mel spectrogram
 * @param encoder all windows
 * @param decoder all steps
 * @param total from the call to the transcript
 * @param windows how many windows of 30 s went through the encoder
 * @param tokens how many steps the decoder made
 * @param fallbacks how many times a window was decoded again at a higher temperature
 */
public record HearingTimings(
        Duration detection,
        Duration features,
        Duration encoder,
        Duration decoder,
        Duration total,
        int windows,
        int tokens,
        int fallbacks) {
    /** Nothing was done. */
    public static final HearingTimings NONE =
            new HearingTimings(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, 0, 0, 0);

    /** Time taken over the sound's length: below 1 is faster than it was spoken. */
    public double realTimeFactor(Duration length) {
        return length.isPositive() ? total.toNanos() / (double) length.toNanos() : 0;
    }
}
