package dev.vignette.media;

import java.nio.charset.StandardCharsets;
import org.bytedeco.ffmpeg.global.avutil;

/**
 * What every user of FFmpeg's libraries in this module needs of them: quiet logs and readable errors. Loading this class
 * loads the native libraries; calls that hand it return codes therefore need nothing else.
 */
public final class Ffmpeg {
    /** FFmpeg's codes are negated {@code errno} values, which Linux and macOS share for these two. */
    private static final int NO_SPACE = -28;

    private static final int FILE_TOO_BIG = -27;
    private static final int QUOTA_LINUX = -122;
    private static final int QUOTA_MACOS = -69;
    /** {@code AVERROR(EAGAIN)}: Linux, then macOS. */
    private static final int AGAIN = System.getProperty("os.name", "").startsWith("Mac") ? -35 : -11;

    static {
        // Damaged input and GPUs without an encoder are daily bread here; FFmpeg would also print each flaw to stderr.
        avutil.av_log_set_level(avutil.AV_LOG_PANIC);
    }

    private Ffmpeg() {}

    /** Loads the native libraries and silences them; called before the first native call of an entry point. */
    public static void load() {
        // The static initialiser does the work.
    }

    /** Whether {@code code} only says that a codec wants more input, or has no more output. */
    public static boolean isPause(int code) {
        return code == AGAIN || code == avutil.AVERROR_EOF;
    }

    /** FFmpeg's own words for an error code. */
    public static String describe(int code) {
        byte[] text = new byte[128];
        avutil.av_strerror(code, text, text.length);
        int length = 0;
        while (length < text.length && text[length] != 0) {
            length++;
        }
        return new String(text, 0, length, StandardCharsets.UTF_8);
    }

    /**
     * Returns {@code code} if it is a success.
     *
     * @param action what was tried, as a noun phrase for the message: "Opening the H.264 encoder"
     * @throws MediaException with {@code STORAGE_FULL} when the disk is full, else with {@code otherwise}
     */
    public static int check(int code, MediaException.Reason otherwise, String action) {
        if (code >= 0) {
            return code;
        }
        switch (code) {
            case NO_SPACE, FILE_TOO_BIG, QUOTA_LINUX, QUOTA_MACOS ->
                throw new MediaException(
                        MediaException.Reason.STORAGE_FULL,
                        "There is no room left on the disk for the film; free some space and try again.");
            default -> throw new MediaException(otherwise, action + " failed: " + describe(code) + ".");
        }
    }
}
