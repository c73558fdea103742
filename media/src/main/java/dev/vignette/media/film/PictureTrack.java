package dev.vignette.media.film;

import dev.vignette.media.Ffmpeg;
import dev.vignette.media.MediaException;
import dev.vignette.media.MediaException.Reason;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;

/** The picture track: frames in, H.264 packets out to the file. Belongs to one {@link FilmWriter}. */
final class PictureTrack implements AutoCloseable {
    /** Bits per pixel and second that leave a moving face without visible flaws; measured in decision 0003. */
    private static final double BITS_PER_PIXEL = 0.14;

    /** Devices refuse for good; finding that out again for every film would cost a CUDA context each time. */
    private static final Set<H264Encoder> REFUSED = ConcurrentHashMap.newKeySet();

    private final FilmFormat format;
    private final H264Encoder choice;
    private final AVCodecContext encoder;
    private final AVFrame picture;
    private final AVPacket packet = avcodec.av_packet_alloc();
    private final Mp4File file;
    private final AVStream stream;
    private int frames;

    PictureTrack(FilmFormat format, List<H264Encoder> preference, Mp4File file, FilmTags tags) {
        this.format = format;
        this.file = file;
        Opened opened = openFirst(format, preference);
        this.choice = opened.choice;
        this.encoder = opened.context;
        this.picture = picture(format);
        this.stream = file.addTrack(encoder, tags);
        stream.avg_frame_rate(encoder.framerate());
    }

    H264Encoder choice() {
        return choice;
    }

    int frames() {
        return frames;
    }

    /** Encodes {@code frame} as the next one. */
    void accept(Frame frame) {
        check(avutil.av_frame_make_writable(picture), "Making room for a frame");
        copy(frame.y(), 0, format.width());
        copy(frame.u(), 1, format.width() / 2);
        copy(frame.v(), 2, format.width() / 2);
        hold();
    }

    /** Encodes the last frame once more. */
    void hold() {
        picture.pts(frames++);
        check(avcodec.avcodec_send_frame(encoder, picture), "Encoding a frame");
        drain();
    }

    /** Writes what the encoder still holds back. */
    void finish() {
        check(avcodec.avcodec_send_frame(encoder, null), "Encoding the last frame");
        drain();
    }

    private void drain() {
        while (true) {
            int code = avcodec.avcodec_receive_packet(encoder, packet);
            if (Ffmpeg.isPause(code)) {
                return;
            }
            check(code, "Encoding the picture");
            // The muxer takes a packet without a duration for the last one's length of zero.
            packet.duration(1);
            file.write(packet, encoder, stream);
        }
    }

    private void copy(byte[] plane, int index, int width) {
        int stride = picture.linesize(index);
        BytePointer target = picture.data(index);
        if (stride == width) {
            target.put(plane, 0, plane.length);
            return;
        }
        for (int row = 0; row * width < plane.length; row++) {
            target.position((long) row * stride).put(plane, row * width, width);
        }
    }

    private static AVFrame picture(FilmFormat format) {
        AVFrame frame = avutil.av_frame_alloc();
        frame.format(avutil.AV_PIX_FMT_YUV420P);
        frame.width(format.width());
        frame.height(format.height());
        frame.color_range(avutil.AVCOL_RANGE_MPEG);
        frame.color_primaries(avutil.AVCOL_PRI_BT709);
        frame.color_trc(avutil.AVCOL_TRC_BT709);
        frame.colorspace(avutil.AVCOL_SPC_BT709);
        // Rows without padding: a frame's plane then is one copy.
        check(avutil.av_frame_get_buffer(frame, 1), "Making room for a frame");
        return frame;
    }

    private record Opened(H264Encoder choice, AVCodecContext context) {}

    private static Opened openFirst(FilmFormat format, List<H264Encoder> preference) {
        for (H264Encoder choice : preference) {
            AVCodec codec = avcodec.avcodec_find_encoder_by_name(choice.ffmpegName());
            if (codec == null || codec.isNull() || REFUSED.contains(choice)) {
                continue;
            }
            AVCodecContext context = configure(codec, choice, format);
            AVDictionary options = new AVDictionary(null);
            avutil.av_dict_parse_string(options, choice.options(), "=", ":", 0);
            int code = avcodec.avcodec_open2(context, codec, options);
            avutil.av_dict_free(options);
            if (code >= 0) {
                return new Opened(choice, context);
            }
            avcodec.avcodec_free_context(context);
            if (choice.hardware()) {
                REFUSED.add(choice);
            }
        }
        throw new MediaException(
                Reason.ENCODER_FAILED,
                "No H.264 encoder could be opened (tried " + preference + "); reinstall Vignette's native libraries.");
    }

    private static AVCodecContext configure(AVCodec codec, H264Encoder choice, FilmFormat format) {
        AVCodecContext context = avcodec.avcodec_alloc_context3(codec);
        context.width(format.width());
        context.height(format.height());
        context.pix_fmt(avutil.AV_PIX_FMT_YUV420P);
        context.time_base(rational(1, format.framesPerSecond()));
        context.framerate(rational(format.framesPerSecond(), 1));
        context.sample_aspect_ratio(rational(1, 1));
        context.color_range(avutil.AVCOL_RANGE_MPEG);
        context.color_primaries(avutil.AVCOL_PRI_BT709);
        context.color_trc(avutil.AVCOL_TRC_BT709);
        context.colorspace(avutil.AVCOL_SPC_BT709);
        context.bit_rate(Math.round(BITS_PER_PIXEL * format.width() * format.height() * format.framesPerSecond()));
        context.max_b_frames(0);
        context.thread_count(choice.threads());
        context.flags(context.flags() | avcodec.AV_CODEC_FLAG_GLOBAL_HEADER | avcodec.AV_CODEC_FLAG_BITEXACT);
        return context;
    }

    private static AVRational rational(int numerator, int denominator) {
        return avutil.av_make_q(numerator, denominator);
    }

    private static void check(int code, String action) {
        Ffmpeg.check(code, Reason.ENCODER_FAILED, action);
    }

    @Override
    public void close() {
        avcodec.av_packet_free(packet);
        avutil.av_frame_free(picture);
        avcodec.avcodec_free_context(encoder);
    }
}
