package dev.vignette.media.film;

import java.time.Duration;

/**
 * How much of a stranger's film is read at all.
 *
 * @param maxBytes of the file
 * @param maxPixels of a picture, whatever the header says
 * @param maxPictures that are handed on; a longer film ends there
 * @param longestSide of a picture handed on; larger ones are made smaller
 * @param deadline wall time after which reading is given up
 */
public record FootageLimits(int maxBytes, int maxPixels, int maxPictures, int longestSide, Duration deadline) {
    /** For films sent in a chat: 20 MB, 4096 × 2304, five seconds at 25 pictures a second, 960 pixels, half a minute of work. */
    public static final FootageLimits CHAT =
            new FootageLimits(20_000_000, 4096 * 2304, 125, 960, Duration.ofSeconds(30));

    public FootageLimits {
        if (maxBytes < 1 || maxPixels < 1 || maxPictures < 1 || longestSide < 1 || !deadline.isPositive()) {
            throw new IllegalArgumentException("Limits must be positive");
        }
    }
}
