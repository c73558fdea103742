package dev.vignette.media.film;

import dev.vignette.media.Ffmpeg;
import dev.vignette.media.MediaException;
import dev.vignette.media.MediaException.Reason;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swscale;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.jspecify.annotations.Nullable;

/** Makes decoded pictures red, green and blue, upright, and small enough. Used by one thread. */
final class FootagePainter implements AutoCloseable {
    /** From here on pictures without a word about their colours are taken for those of television: ITU-R BT.709. */
    private static final int HIGH_DEFINITION = 720;

    private final int quarterTurns;
    private final int longestSide;
    private final AVFrame painted = avutil.av_frame_alloc();
    private @Nullable SwsContext scaler;
    private byte[] rgb = {};

    /** @param quarterTurns clockwise, 0…3 */
    FootagePainter(int quarterTurns, int longestSide) {
        this.quarterTurns = quarterTurns;
        this.longestSide = longestSide;
    }

    int width() {
        return quarterTurns % 2 == 0 ? painted.width() : painted.height();
    }

    int height() {
        return quarterTurns % 2 == 0 ? painted.height() : painted.width();
    }

    /** The last picture; the next is another array. */
    byte[] rgb() {
        return rgb;
    }

    void paint(AVFrame frame) {
        if (painted.width() == 0) {
            double scale = Math.min(1, (double) longestSide / Math.max(frame.width(), frame.height()));
            painted.width(Math.max(1, (int) Math.round(frame.width() * scale)));
            painted.height(Math.max(1, (int) Math.round(frame.height() * scale)));
            painted.format(avutil.AV_PIX_FMT_RGB24);
            check(avutil.av_frame_get_buffer(painted, 0), "Making room for a picture");
        }
        SwsContext open = swscale.sws_getCachedContext(
                scaler,
                frame.width(),
                frame.height(),
                frame.format(),
                painted.width(),
                painted.height(),
                avutil.AV_PIX_FMT_RGB24,
                swscale.SWS_AREA | swscale.SWS_ACCURATE_RND | swscale.SWS_FULL_CHR_H_INT,
                null,
                null,
                (double[]) null);
        if (open == null || open.isNull()) {
            throw new MediaException(
                    Reason.UNSUPPORTED, "The colours of this film are not read; please send it in H.264.");
        }
        scaler = open;
        colours(open, frame);
        check(
                swscale.sws_scale(
                        open, frame.data(), frame.linesize(), 0, frame.height(), painted.data(), painted.linesize()),
                "Reading a picture's colours");
        rgb = upright();
    }

    private static void colours(SwsContext scaler, AVFrame frame) {
        boolean television = frame.colorspace() == avutil.AVCOL_SPC_BT709
                || (frame.colorspace() == avutil.AVCOL_SPC_UNSPECIFIED && frame.height() >= HIGH_DEFINITION);
        IntPointer from = swscale.sws_getCoefficients(television ? swscale.SWS_CS_ITU709 : swscale.SWS_CS_DEFAULT);
        int full = frame.color_range() == avutil.AVCOL_RANGE_JPEG ? 1 : 0;
        // Formats that are no YUV have no such details, which is no error.
        swscale.sws_setColorspaceDetails(scaler, from, full, from, 1, 0, 1 << 16, 1 << 16);
    }

    private byte[] upright() {
        int width = painted.width();
        int height = painted.height();
        byte[] straight = new byte[3 * width * height];
        BytePointer data = painted.data(0);
        for (int row = 0; row < height; row++) {
            data.position((long) row * painted.linesize(0)).get(straight, 3 * row * width, 3 * width);
        }
        byte[] turned = straight;
        for (int turn = 0, w = width, h = height; turn < quarterTurns; turn++) {
            turned = clockwise(turned, w, h);
            int side = w;
            w = h;
            h = side;
        }
        return turned;
    }

    private static byte[] clockwise(byte[] rgb, int width, int height) {
        byte[] turned = new byte[rgb.length];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                System.arraycopy(rgb, 3 * (y * width + x), turned, 3 * (x * height + height - 1 - y), 3);
            }
        }
        return turned;
    }

    private static void check(int code, String action) {
        Ffmpeg.check(code, Reason.BROKEN, action);
    }

    @Override
    public void close() {
        avutil.av_frame_free(painted);
        if (scaler != null) {
            swscale.sws_freeContext(scaler);
        }
    }
}
