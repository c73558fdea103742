package dev.vignette.media.film;

import dev.vignette.media.MediaException;
import dev.vignette.media.MediaException.Reason;
import dev.vignette.media.MemoryInput;
import java.util.Map;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Pointer;

/**
 * A film opened in memory and its first track of pictures. As with sound, FFmpeg's stream analysis is left out: it would run more of
 * its code over the bytes than a decoder needs.
 */
final class FootageFile implements AutoCloseable {
    /** The decoders that may run, by codec; everything else is out of reach. */
    private static final Map<Integer, String> DECODERS = Map.of(
            avcodec.AV_CODEC_ID_H264, "h264",
            avcodec.AV_CODEC_ID_HEVC, "hevc",
            avcodec.AV_CODEC_ID_VP8, "vp8",
            avcodec.AV_CODEC_ID_VP9, "vp9",
            avcodec.AV_CODEC_ID_MPEG4, "mpeg4");

    private static final String DECODER_NAMES = String.join(",", DECODERS.values());
    private static final int STREAMS = 8;
    /** A stretch without pictures that is filled with the last one, seconds; a longer one is a gap that nobody wants to see. */
    private static final double LONGEST_PAUSE = 1;

    private final MemoryInput input;
    private final AVFormatContext context;
    private final FootageLimits limits;

    private FootageFile(MemoryInput input, AVFormatContext context, FootageLimits limits) {
        this.input = input;
        this.context = context;
        this.limits = limits;
    }

    static FootageFile open(String demuxer, MemoryInput input, FootageLimits limits) {
        AVFormatContext context = avformat.avformat_alloc_context();
        input.attachTo(context);
        context.flags(context.flags() | AVFormatContext.AVFMT_FLAG_CUSTOM_IO);
        option(context, "format_whitelist", demuxer);
        option(context, "codec_whitelist", DECODER_NAMES);
        option(context, "protocol_whitelist", "none");
        option(context, "max_streams", Integer.toString(STREAMS));
        AVInputFormat format = avformat.av_find_input_format(demuxer);
        if (avformat.avformat_open_input(context, (String) null, format, (AVDictionary) null) < 0) {
            // FFmpeg has freed the context.
            input.requireTime();
            throw broken();
        }
        return new FootageFile(input, context, limits);
    }

    private AVStream pictures() {
        for (int i = 0; i < context.nb_streams(); i++) {
            AVStream stream = context.streams(i);
            boolean cover = (stream.disposition() & avformat.AV_DISPOSITION_ATTACHED_PIC) != 0;
            if (stream.codecpar().codec_type() == avutil.AVMEDIA_TYPE_VIDEO && !cover) {
                return stream;
            }
        }
        throw new MediaException(
                Reason.NOT_PICTURE, "There are no moving pictures in this file; please send a film of a face.");
    }

    void requirePicture() {
        AVStream stream = pictures();
        requireRoom(stream.codecpar().width(), stream.codecpar().height());
        decoder(stream);
    }

    private void requireRoom(int width, int height) {
        if ((long) width * height > limits.maxPixels()) {
            throw new MediaException(
                    Reason.TOO_LARGE,
                    "This film has pictures of %d × %d pixels, more than I read; please send a smaller one."
                            .formatted(width, height));
        }
    }

    int decode(FootageDecoder.Pictures sink) {
        AVStream stream = pictures();
        requireRoom(stream.codecpar().width(), stream.codecpar().height());
        for (int i = 0; i < context.nb_streams(); i++) {
            context.streams(i).discard(i == stream.index() ? avcodec.AVDISCARD_DEFAULT : avcodec.AVDISCARD_ALL);
        }
        AVCodecContext decoder = openDecoder(stream);
        AVPacket packet = avcodec.av_packet_alloc();
        AVFrame frame = avutil.av_frame_alloc();
        try (FootagePainter painter = new FootagePainter(quarterTurns(stream), limits.longestSide())) {
            var timing = new Timing(avutil.av_q2d(stream.time_base()), painter, sink);
            while (!timing.full() && avformat.av_read_frame(context, packet) >= 0) {
                input.requireTime();
                if (packet.stream_index() == stream.index()) {
                    // Damaged packets are skipped as players do.
                    avcodec.avcodec_send_packet(decoder, packet);
                    receive(decoder, frame, timing);
                }
                avcodec.av_packet_unref(packet);
            }
            input.requireTime();
            if (!timing.full()) {
                avcodec.avcodec_send_packet(decoder, null);
                receive(decoder, frame, timing);
            }
            return timing.end();
        } finally {
            avutil.av_frame_free(frame);
            avcodec.av_packet_free(packet);
            avcodec.avcodec_free_context(decoder);
        }
    }

    private void receive(AVCodecContext decoder, AVFrame frame, Timing timing) {
        while (!timing.full() && avcodec.avcodec_receive_frame(decoder, frame) >= 0) {
            requireRoom(frame.width(), frame.height());
            input.requireTime();
            timing.show(frame);
            avutil.av_frame_unref(frame);
        }
    }

    /** Gives pictures at {@value FootageDecoder#RATE} a second: of faster films fewer, of slower ones some twice. */
    private final class Timing {
        private final double unit;
        private final FootagePainter painter;
        private final FootageDecoder.Pictures sink;
        private double first = Double.NaN;
        private double time;
        private int given;
        private boolean begun;

        Timing(double unit, FootagePainter painter, FootageDecoder.Pictures sink) {
            this.unit = unit;
            this.painter = painter;
            this.sink = sink;
        }

        boolean full() {
            return given >= limits.maxPictures();
        }

        void show(AVFrame frame) {
            double stamp = frame.best_effort_timestamp() == avutil.AV_NOPTS_VALUE
                    ? time + 1.0 / FootageDecoder.RATE
                    : frame.best_effort_timestamp() * unit;
            first = Double.isNaN(first) ? stamp : first;
            time = Math.max(time, stamp - first);
            if (begun && time - due() > LONGEST_PAUSE) {
                first += time - due();
                time = due();
            }
            // The picture before this one is shown up to now.
            while (begun && !full() && due() < time - 1e-3) {
                give();
            }
            painter.paint(frame);
            begun = true;
        }

        /** When the next picture is shown. */
        private double due() {
            return given / (double) FootageDecoder.RATE;
        }

        private void give() {
            sink.accept(painter.width(), painter.height(), painter.rgb());
            given++;
        }

        /** The last picture is shown for as long as any. */
        int end() {
            if (!begun) {
                throw broken();
            }
            if (!full()) {
                give();
            }
            return given;
        }
    }

    /** How often the pictures have to be turned by a quarter, clockwise, to be upright: phones write that beside them. */
    private static int quarterTurns(AVStream stream) {
        AVPacketSideData matrix = avcodec.av_packet_side_data_get(
                stream.codecpar().coded_side_data(),
                stream.codecpar().nb_coded_side_data(),
                avcodec.AV_PKT_DATA_DISPLAYMATRIX);
        if (matrix == null || matrix.isNull() || matrix.size() < 9 * Integer.BYTES) {
            return 0;
        }
        double turned = avutil.av_display_rotation_get(new IntPointer(matrix.data()));
        return Double.isNaN(turned) ? 0 : Math.floorMod(Math.round(-turned / 90), 4);
    }

    private AVCodecContext openDecoder(AVStream stream) {
        AVCodecContext decoder = avcodec.avcodec_alloc_context3(decoder(stream));
        int code = avcodec.avcodec_parameters_to_context(decoder, stream.codecpar());
        if (code >= 0) {
            decoder.pkt_timebase(stream.time_base());
            decoder.thread_count(1);
            option(decoder, "codec_whitelist", DECODER_NAMES);
            option(decoder, "max_pixels", Integer.toString(limits.maxPixels()));
            code = avcodec.avcodec_open2(decoder, decoder(stream), (AVDictionary) null);
        }
        if (code < 0) {
            avcodec.avcodec_free_context(decoder);
            throw broken();
        }
        return decoder;
    }

    private static AVCodec decoder(AVStream stream) {
        String name = DECODERS.get(stream.codecpar().codec_id());
        AVCodec codec = name == null ? null : avcodec.avcodec_find_decoder_by_name(name);
        if (codec == null || codec.isNull()) {
            throw new MediaException(
                    Reason.UNSUPPORTED,
                    "Pictures in the format \""
                            + avcodec.avcodec_get_name(stream.codecpar().codec_id())
                                    .getString()
                            + "\" are not read; please send a film in H.264, HEVC or VP9.");
        }
        return codec;
    }

    private static void option(Pointer target, String name, String value) {
        if (avutil.av_opt_set(target, name, value, 0) < 0) {
            throw new IllegalStateException("FFmpeg no longer knows the option " + name);
        }
    }

    private static MediaException broken() {
        return new MediaException(
                Reason.BROKEN, "This film is damaged or incomplete; please record or export it again.");
    }

    @Override
    public void close() {
        avformat.avformat_close_input(context);
    }
}
