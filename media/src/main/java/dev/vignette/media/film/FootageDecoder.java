package dev.vignette.media.film;

import dev.vignette.media.Ffmpeg;
import dev.vignette.media.MediaException;
import dev.vignette.media.MediaException.Reason;
import dev.vignette.media.MemoryInput;

/**
 * Reads the pictures of a short film that somebody sent: MP4, MOV or WebM with H.264, HEVC, VP8, VP9 or MPEG-4. The bytes are
 * hostile until proven otherwise: the format is told from them alone, only the listed demuxers and decoders run, nothing but the
 * given memory is read, and bytes, pixels, pictures and wall time are limited. Sound is passed over. Stateless; every native
 * resource is freed before a method returns.
 *
 * <p>Methods throw {@link MediaException} whose message can be shown to the sender.
 */
public final class FootageDecoder {
    /** Pictures a second that are handed on, whatever the film has. */
    public static final int RATE = 25;

    private FootageDecoder() {}

    /** Takes pictures as they are decoded. */
    @FunctionalInterface
    public interface Pictures {
        /** @param rgb red, green and blue of each pixel, rows without padding; the same array comes again where a picture is shown twice */
        void accept(int width, int height, byte[] rgb);
    }

    /** Says of bytes that are no film, without decoding a picture. */
    public static void probe(byte[] bytes, FootageLimits limits) {
        try (MemoryInput input = new MemoryInput(bytes, limits.deadline(), "film");
                FootageFile file = FootageFile.open(demuxer(bytes, limits), input, limits)) {
            file.requirePicture();
        }
    }

    /**
     * Hands on the film's pictures from its beginning, upright, in square pixels as far as it has them, at {@value #RATE} a second.
     *
     * @return how many there were, at least one
     */
    public static int decode(byte[] bytes, FootageLimits limits, Pictures pictures) {
        try (MemoryInput input = new MemoryInput(bytes, limits.deadline(), "film");
                FootageFile file = FootageFile.open(demuxer(bytes, limits), input, limits)) {
            return file.decode(pictures);
        }
    }

    /** The one demuxer that may look at the file. */
    private static String demuxer(byte[] bytes, FootageLimits limits) {
        if (bytes.length > limits.maxBytes()) {
            throw new MediaException(
                    Reason.TOO_LARGE,
                    "This film is larger than %d MB; please send a shorter one, five seconds are enough."
                            .formatted(Math.max(1, limits.maxBytes() / 1_000_000)));
        }
        Ffmpeg.load();
        if (bytes.length > 8 && bytes[4] == 'f' && bytes[5] == 't' && bytes[6] == 'y' && bytes[7] == 'p') {
            return "mov";
        }
        if (bytes.length > 4
                && bytes[0] == 0x1a
                && bytes[1] == 'E'
                && (bytes[2] & 255) == 0xdf
                && (bytes[3] & 255) == 0xa3) {
            return "matroska";
        }
        throw new MediaException(
                Reason.NOT_PICTURE, "This is not a film I can read; please send an MP4, MOV or WebM file.");
    }
}
