package dev.vignette.media.sound;

import java.time.Duration;

/**
 * How much of a stranger's sound is read at all. Lengths are counted while decoding: what a file says of itself is not
 * believed.
 *
 * @param maxBytes of the file
 * @param maxDuration of the sound
 * @param maxStreams tracks of any kind in the file, cover pictures included; exactly one may be sound
 * @param minHertz lowest sample rate accepted
 * @param maxHertz highest sample rate accepted
 * @param maxChannels 1 for mono only, 2 for stereo as well
 * @param deadline wall time after which reading is given up
 */
public record SoundLimits(
        int maxBytes,
        Duration maxDuration,
        int maxStreams,
        int minHertz,
        int maxHertz,
        int maxChannels,
        Duration deadline) {
    /** For voice notes and voice samples: 20 MB, two minutes, 8–192 kHz, mono or stereo, ten seconds of work. */
    public static final SoundLimits CHAT =
            new SoundLimits(20_000_000, Duration.ofMinutes(2), 4, 8_000, 192_000, 2, Duration.ofSeconds(10));

    public SoundLimits {
        if (maxBytes < 1 || maxStreams < 1 || maxChannels < 1 || minHertz < 1 || maxHertz < minHertz) {
            throw new IllegalArgumentException("Limits must be positive");
        }
        if (!maxDuration.isPositive() || !deadline.isPositive()) {
            throw new IllegalArgumentException("Durations must be positive");
        }
    }

    public SoundLimits withMaxDuration(Duration duration) {
        return new SoundLimits(maxBytes, duration, maxStreams, minHertz, maxHertz, maxChannels, deadline);
    }
}
