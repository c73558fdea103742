package dev.vignette.media.picture;

/**
 * How much of a stranger's picture is read at all.
 *
 * @param maxBytes of the file
 * @param maxPixels as the header declares them, checked before any memory is taken for them
 * @param longestSide of the result; larger pictures are made smaller while they are read
 */
public record PictureLimits(int maxBytes, long maxPixels, int longestSide) {
    /** For portraits sent in a chat: 10 MB, 40 megapixels, at most 2048 pixels on the longer side of the result. */
    public static final PictureLimits CHAT = new PictureLimits(10_000_000, 40_000_000, 2048);

    public PictureLimits {
        if (maxBytes < 1 || maxPixels < 1 || longestSide < 1) {
            throw new IllegalArgumentException("Limits must be positive");
        }
    }
}
