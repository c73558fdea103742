package dev.vignette.media.sound;

import dev.vignette.media.Ffmpeg;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.ShortPointer;

/** Sound files made by FFmpeg's own encoders, as a chat would send them. */
public final class SoundSamples {
    private SoundSamples() {}

    /** Half a second of nothing, 20 ms of 1 kHz, and nothing again: its place survives any codec. */
    static Pcm beep(double seconds, double at) {
        SampleRate rate = SampleRate.HZ_48000;
        float[] samples = new float[(int) (seconds * rate.hertz())];
        int start = (int) (at * rate.hertz());
        for (int i = 0; i < 960; i++) {
            double window = Math.sin(Math.PI * i / 960);
            samples[start + i] = (float) (0.8 * window * Math.sin(2 * Math.PI * 1_000 * i / rate.hertz()));
        }
        return new Pcm(samples, rate);
    }

    /** Centre of gravity of the energy, in seconds: where the beep is. */
    static double whereIsTheBeep(Pcm sound) {
        double energy = 0;
        double moment = 0;
        for (int i = 0; i < sound.samples().length; i++) {
            double power = Math.pow(sound.samples()[i], 2);
            if (power > 0.01) {
                energy += power;
                moment += power * i;
            }
        }
        return moment / energy / sound.rate().hertz();
    }

    /**
     * {@code sound} in a file.
     *
     * @param sounds how many sound tracks
     * @param pictures how many MPEG-4 video tracks of one black frame
     */
    public static byte[] file(String codec, String muxer, Pcm sound, int channels, int sounds, int pictures) {
        Ffmpeg.load();
        AVFormatContext file = new AVFormatContext(null);
        ok(avformat.avformat_alloc_output_context2(file, null, muxer, null));
        file.flags(file.flags() | AVFormatContext.AVFMT_FLAG_BITEXACT);
        AVCodecContext[] encoders = new AVCodecContext[pictures + sounds];
        AVStream[] streams = new AVStream[encoders.length];
        for (int i = 0; i < encoders.length; i++) {
            encoders[i] = i < pictures ? video() : audio(codec, sound.rate().hertz(), channels);
            streams[i] = avformat.avformat_new_stream(file, null);
            ok(avcodec.avcodec_parameters_from_context(streams[i].codecpar(), encoders[i]));
            streams[i].time_base(encoders[i].time_base());
        }
        AVIOContext io = new AVIOContext(null);
        ok(avformat.avio_open_dyn_buf(io));
        file.pb(io);
        ok(avformat.avformat_write_header(file, (AVDictionary) null));
        for (int i = 0; i < encoders.length; i++) {
            if (i < pictures) {
                AVFrame black = frame(avutil.AV_PIX_FMT_YUV420P);
                black.width(64);
                black.height(64);
                ok(avutil.av_frame_get_buffer(black, 0));
                black.pts(0);
                send(encoders[i], black, file, streams[i]);
                avutil.av_frame_free(black);
            } else {
                sendAll(encoders[i], sound, file, streams[i]);
            }
            send(encoders[i], null, file, streams[i]);
            avcodec.avcodec_free_context(encoders[i]);
        }
        ok(avformat.av_write_trailer(file));
        BytePointer buffer = new BytePointer((org.bytedeco.javacpp.Pointer) null);
        int size = avformat.avio_close_dyn_buf(io, buffer);
        byte[] bytes = new byte[size];
        buffer.get(bytes);
        avutil.av_free(buffer);
        file.pb(null);
        avformat.avformat_free_context(file);
        return bytes;
    }

    private static AVCodecContext audio(String name, int hertz, int channels) {
        AVCodec codec = avcodec.avcodec_find_encoder_by_name(name);
        AVCodecContext encoder = avcodec.avcodec_alloc_context3(codec);
        encoder.sample_fmt(
                switch (name) {
                    case "libopus" -> avutil.AV_SAMPLE_FMT_FLT;
                    case "flac", "pcm_s16le" -> avutil.AV_SAMPLE_FMT_S16;
                    default -> avutil.AV_SAMPLE_FMT_FLTP;
                });
        encoder.sample_rate(hertz);
        encoder.bit_rate(96_000);
        avutil.av_channel_layout_default(encoder.ch_layout(), channels);
        encoder.time_base(avutil.av_make_q(1, hertz));
        encoder.flags(encoder.flags() | avcodec.AV_CODEC_FLAG_GLOBAL_HEADER | avcodec.AV_CODEC_FLAG_BITEXACT);
        encoder.strict_std_compliance(-2);
        ok(avcodec.avcodec_open2(encoder, codec, (AVDictionary) null));
        return encoder;
    }

    private static AVCodecContext video() {
        AVCodec codec = avcodec.avcodec_find_encoder_by_name("mpeg4");
        AVCodecContext encoder = avcodec.avcodec_alloc_context3(codec);
        encoder.width(64);
        encoder.height(64);
        encoder.pix_fmt(avutil.AV_PIX_FMT_YUV420P);
        encoder.time_base(avutil.av_make_q(1, 25));
        encoder.flags(encoder.flags() | avcodec.AV_CODEC_FLAG_GLOBAL_HEADER | avcodec.AV_CODEC_FLAG_BITEXACT);
        ok(avcodec.avcodec_open2(encoder, codec, (AVDictionary) null));
        return encoder;
    }

    private static void sendAll(AVCodecContext encoder, Pcm sound, AVFormatContext file, AVStream stream) {
        int size = encoder.frame_size() > 0 ? encoder.frame_size() : 1_024;
        int channels = encoder.ch_layout().nb_channels();
        for (int start = 0; start < sound.samples().length; start += size) {
            Pcm piece = sound.slice(start, start + size);
            AVFrame frame = frame(encoder.sample_fmt());
            frame.nb_samples(piece.samples().length);
            frame.sample_rate(encoder.sample_rate());
            avutil.av_channel_layout_copy(frame.ch_layout(), encoder.ch_layout());
            ok(avutil.av_frame_get_buffer(frame, 0));
            fill(frame, piece.samples(), channels);
            frame.pts(start);
            send(encoder, frame, file, stream);
            avutil.av_frame_free(frame);
        }
    }

    private static void fill(AVFrame frame, float[] samples, int channels) {
        for (int channel = 0; channel < channels; channel++) {
            for (int i = 0; i < samples.length; i++) {
                int interleaved = i * channels + channel;
                if (frame.format() == avutil.AV_SAMPLE_FMT_FLTP) {
                    new FloatPointer(frame.data(channel)).put(i, samples[i]);
                } else if (frame.format() == avutil.AV_SAMPLE_FMT_FLT) {
                    new FloatPointer(frame.data(0)).put(interleaved, samples[i]);
                } else {
                    new ShortPointer(frame.data(0)).put(interleaved, (short) (samples[i] * 32_767));
                }
            }
        }
    }

    private static AVFrame frame(int format) {
        AVFrame frame = avutil.av_frame_alloc();
        frame.format(format);
        return frame;
    }

    private static void send(
            AVCodecContext encoder,
            @org.jspecify.annotations.Nullable AVFrame frame,
            AVFormatContext file,
            AVStream stream) {
        ok(avcodec.avcodec_send_frame(encoder, frame));
        AVPacket packet = avcodec.av_packet_alloc();
        while (avcodec.avcodec_receive_packet(encoder, packet) >= 0) {
            avcodec.av_packet_rescale_ts(packet, encoder.time_base(), stream.time_base());
            packet.stream_index(stream.index());
            ok(avformat.av_interleaved_write_frame(file, packet));
        }
        avcodec.av_packet_free(packet);
    }

    private static void ok(int code) {
        if (code < 0) {
            throw new AssertionError(Ffmpeg.describe(code));
        }
    }
}
