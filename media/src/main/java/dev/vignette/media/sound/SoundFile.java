package dev.vignette.media.sound;

import dev.vignette.media.Ffmpeg;
import dev.vignette.media.MediaException;
import dev.vignette.media.MediaException.Reason;
import dev.vignette.media.MemoryInput;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;

/**
 * A container opened in memory and its one sound track. FFmpeg's stream analysis ({@code avformat_find_stream_info}) is
 * left out on purpose: it would run parsers over video tracks, and the sound decoder learns the same from the packets.
 */
final class SoundFile implements AutoCloseable {
    /** The decoders that may run, by codec; everything else is out of reach. */
    private static final Map<Integer, String> DECODERS = Map.ofEntries(
            Map.entry(avcodec.AV_CODEC_ID_OPUS, "opus"),
            Map.entry(avcodec.AV_CODEC_ID_VORBIS, "vorbis"),
            Map.entry(avcodec.AV_CODEC_ID_MP3, "mp3float"),
            Map.entry(avcodec.AV_CODEC_ID_AAC, "aac"),
            Map.entry(avcodec.AV_CODEC_ID_FLAC, "flac"),
            Map.entry(avcodec.AV_CODEC_ID_PCM_U8, "pcm_u8"),
            Map.entry(avcodec.AV_CODEC_ID_PCM_S16LE, "pcm_s16le"),
            Map.entry(avcodec.AV_CODEC_ID_PCM_S24LE, "pcm_s24le"),
            Map.entry(avcodec.AV_CODEC_ID_PCM_S32LE, "pcm_s32le"),
            Map.entry(avcodec.AV_CODEC_ID_PCM_F32LE, "pcm_f32le"),
            Map.entry(avcodec.AV_CODEC_ID_PCM_ALAW, "pcm_alaw"),
            Map.entry(avcodec.AV_CODEC_ID_PCM_MULAW, "pcm_mulaw"));

    private static final String DECODER_NAMES = String.join(",", DECODERS.values());
    /** Above this FFmpeg itself stops; the real limit is checked on what it found. */
    private static final int HARD_STREAM_LIMIT = 32;

    private final SoundContainer container;
    private final MemoryInput input;
    private final AVFormatContext context;
    private final AVStream stream;

    private SoundFile(SoundContainer container, MemoryInput input, AVFormatContext context, SoundLimits limits) {
        this.container = container;
        this.input = input;
        this.context = context;
        this.stream = onlySound(context, limits);
    }

    static SoundFile open(SoundContainer container, MemoryInput input, SoundLimits limits) {
        AVFormatContext context = avformat.avformat_alloc_context();
        input.attachTo(context);
        context.flags(context.flags() | AVFormatContext.AVFMT_FLAG_CUSTOM_IO);
        option(context, "format_whitelist", container.demuxer());
        option(context, "codec_whitelist", DECODER_NAMES);
        option(context, "protocol_whitelist", "none");
        option(context, "max_streams", Integer.toString(HARD_STREAM_LIMIT));
        AVInputFormat format = avformat.av_find_input_format(container.demuxer());
        int code = avformat.avformat_open_input(context, (String) null, format, (AVDictionary) null);
        if (code < 0) {
            // FFmpeg has freed the context.
            input.requireTime();
            throw broken();
        }
        try {
            return new SoundFile(container, input, context, limits);
        } catch (RuntimeException e) {
            avformat.avformat_close_input(context);
            throw e;
        }
    }

    SoundFacts facts() {
        boolean video = false;
        for (int i = 0; i < context.nb_streams(); i++) {
            video |= isVideo(context.streams(i));
        }
        return new SoundFacts(
                container,
                avcodec.avcodec_get_name(stream.codecpar().codec_id()).getString(),
                video,
                declaredDuration());
    }

    private Optional<Duration> declaredDuration() {
        double seconds = context.duration() > 0
                ? context.duration() / (double) avutil.AV_TIME_BASE
                : stream.duration() * avutil.av_q2d(stream.time_base());
        return seconds > 0 && seconds < 1e9
                ? Optional.of(Duration.ofNanos(Math.round(seconds * 1e9)))
                : Optional.empty();
    }

    /** Decodes the whole track. Damaged packets are skipped as players do, unless they are the greater part. */
    void decodeInto(MonoMix mix) {
        AVCodecContext decoder = openDecoder();
        AVPacket packet = avcodec.av_packet_alloc();
        AVFrame frame = avutil.av_frame_alloc();
        int good = 0;
        int bad = 0;
        try {
            while (avformat.av_read_frame(context, packet) >= 0) {
                input.requireTime();
                if (packet.stream_index() == stream.index()) {
                    int sent = avcodec.avcodec_send_packet(decoder, packet);
                    boolean usable = sent >= 0 && receiveAll(decoder, frame, mix);
                    good += usable ? 1 : 0;
                    bad += usable ? 0 : 1;
                }
                avcodec.av_packet_unref(packet);
            }
            input.requireTime();
            avcodec.avcodec_send_packet(decoder, null);
            receiveAll(decoder, frame, mix);
            if (bad > good || mix.isEmpty()) {
                throw broken();
            }
        } finally {
            avutil.av_frame_free(frame);
            avcodec.av_packet_free(packet);
            avcodec.avcodec_free_context(decoder);
        }
    }

    private static boolean receiveAll(AVCodecContext decoder, AVFrame frame, MonoMix mix) {
        while (true) {
            int code = avcodec.avcodec_receive_frame(decoder, frame);
            if (code < 0) {
                return Ffmpeg.isPause(code);
            }
            mix.add(frame);
            avutil.av_frame_unref(frame);
        }
    }

    private AVCodecContext openDecoder() {
        String name = DECODERS.get(stream.codecpar().codec_id());
        AVCodec codec = name == null ? null : avcodec.avcodec_find_decoder_by_name(name);
        if (codec == null || codec.isNull()) {
            throw unsupported(
                    avcodec.avcodec_get_name(stream.codecpar().codec_id()).getString());
        }
        AVCodecContext decoder = avcodec.avcodec_alloc_context3(codec);
        int code = avcodec.avcodec_parameters_to_context(decoder, stream.codecpar());
        if (code >= 0) {
            decoder.pkt_timebase(stream.time_base());
            decoder.thread_count(1);
            option(decoder, "codec_whitelist", DECODER_NAMES);
            code = avcodec.avcodec_open2(decoder, codec, (AVDictionary) null);
        }
        if (code < 0) {
            avcodec.avcodec_free_context(decoder);
            throw broken();
        }
        return decoder;
    }

    private static AVStream onlySound(AVFormatContext context, SoundLimits limits) {
        if (context.nb_streams() > limits.maxStreams()) {
            throw new MediaException(
                    Reason.TOO_MANY_STREAMS,
                    "This file has %d tracks; please send one with sound only.".formatted(context.nb_streams()));
        }
        AVStream found = null;
        for (int i = 0; i < context.nb_streams(); i++) {
            AVStream stream = context.streams(i);
            if (stream.codecpar().codec_type() != avutil.AVMEDIA_TYPE_AUDIO) {
                stream.discard(avcodec.AVDISCARD_ALL);
            } else if (found != null) {
                throw new MediaException(
                        Reason.TOO_MANY_STREAMS,
                        "This file has several sound tracks; please send one with a single one.");
            } else {
                found = stream;
            }
        }
        if (found == null) {
            throw new MediaException(
                    Reason.NO_SOUND_TRACK, "There is no sound in this file; please send one that has.");
        }
        return found;
    }

    private static boolean isVideo(AVStream stream) {
        return stream.codecpar().codec_type() == avutil.AVMEDIA_TYPE_VIDEO
                && (stream.disposition() & avformat.AV_DISPOSITION_ATTACHED_PIC) == 0;
    }

    private static void option(org.bytedeco.javacpp.Pointer target, String name, String value) {
        if (avutil.av_opt_set(target, name, value, 0) < 0) {
            throw new IllegalStateException("FFmpeg no longer knows the option " + name);
        }
    }

    static MediaException broken() {
        return new MediaException(
                Reason.BROKEN, "This sound file is damaged or incomplete; please record or export it again.");
    }

    private static MediaException unsupported(String codec) {
        return new MediaException(
                Reason.UNSUPPORTED,
                "Sound in the format \"" + codec + "\" is not read; please send a voice note, MP3, M4A or WAV.");
    }

    @Override
    public void close() {
        avformat.avformat_close_input(context);
    }
}
