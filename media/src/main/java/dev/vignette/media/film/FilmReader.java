package dev.vignette.media.film;

import dev.vignette.media.Ffmpeg;
import dev.vignette.media.MediaException.Reason;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;

/**
 * Reads the picture of a film that Vignette made: for measurements and tests. Not for files from outside, whose sound
 * {@link dev.vignette.media.sound.SoundDecoder} reads within limits.
 */
public final class FilmReader {
    private FilmReader() {}

    /**
     * Decodes every frame of {@code film} in order of time, on the calling thread.
     *
     * @param sink whose frames are only valid during the call
     * @return how many frames there were
     * @throws dev.vignette.media.MediaException {@code BROKEN} if it is not an H.264 film in YUV 4:2:0
     */
    public static int read(Path film, FrameSink sink) {
        Ffmpeg.load();
        try (var format = new AVFormatContext(null);
                AVPacket packet = avcodec.av_packet_alloc();
                AVFrame picture = avutil.av_frame_alloc()) {
            check(
                    avformat.avformat_open_input(format, film.toAbsolutePath().toString(), null, null),
                    "Opening the film");
            try {
                return read(format, packet, picture, sink);
            } finally {
                avformat.avformat_close_input(format);
                avcodec.av_packet_free(packet);
                avutil.av_frame_free(picture);
            }
        }
    }

    private static int read(AVFormatContext format, AVPacket packet, AVFrame picture, FrameSink sink) {
        check(avformat.avformat_find_stream_info(format, (PointerPointer<?>) null), "Reading the film's streams");
        int stream = check(
                avformat.av_find_best_stream(format, avutil.AVMEDIA_TYPE_VIDEO, -1, -1, (PointerPointer<?>) null, 0),
                "Finding the picture");
        AVCodec codec = avcodec.avcodec_find_decoder(avcodec.AV_CODEC_ID_H264);
        AVCodecContext decoder = avcodec.avcodec_alloc_context3(codec);
        try {
            check(
                    avcodec.avcodec_parameters_to_context(
                            decoder, format.streams(stream).codecpar()),
                    "Reading the picture's format");
            check(avcodec.avcodec_open2(decoder, codec, (PointerPointer<?>) null), "Opening the H.264 decoder");
            int frames = 0;
            while (avformat.av_read_frame(format, packet) >= 0) {
                if (packet.stream_index() == stream) {
                    check(avcodec.avcodec_send_packet(decoder, packet), "Decoding the picture");
                    frames += drain(decoder, picture, sink);
                }
                avcodec.av_packet_unref(packet);
            }
            check(avcodec.avcodec_send_packet(decoder, null), "Decoding the picture");
            return frames + drain(decoder, picture, sink);
        } finally {
            avcodec.avcodec_free_context(decoder);
        }
    }

    private static int drain(AVCodecContext decoder, AVFrame picture, FrameSink sink) {
        int frames = 0;
        int code;
        while ((code = avcodec.avcodec_receive_frame(decoder, picture)) >= 0) {
            Frame frame = Frame.allocate(picture.width(), picture.height());
            copy(picture, 0, frame.y(), frame.width());
            copy(picture, 1, frame.u(), frame.width() / 2);
            copy(picture, 2, frame.v(), frame.width() / 2);
            sink.accept(frame);
            frames++;
        }
        if (!Ffmpeg.isPause(code)) {
            check(code, "Decoding the picture");
        }
        return frames;
    }

    private static void copy(AVFrame picture, int plane, byte[] into, int width) {
        BytePointer data = picture.data(plane);
        int stride = picture.linesize(plane);
        for (int row = 0; row * width < into.length; row++) {
            data.position((long) row * stride).get(into, row * width, width);
        }
    }

    private static int check(int code, String action) {
        return Ffmpeg.check(code, Reason.BROKEN, action);
    }
}
