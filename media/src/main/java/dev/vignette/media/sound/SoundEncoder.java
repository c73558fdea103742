package dev.vignette.media.sound;

import dev.vignette.media.Ffmpeg;
import dev.vignette.media.MediaException;
import dev.vignette.media.MediaException.Reason;
import java.util.function.Consumer;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.FloatPointer;

/**
 * Mono sound in pieces of any length and any one rate, packets of a {@link SoundCodec} at 48 kHz out. Its priming starts before
 * zero, which containers note. For one thread; whoever opens it closes it. Throws {@link MediaException} with {@code
 * ENCODER_FAILED}.
 */
public final class SoundEncoder implements AutoCloseable {
    /** What comes out has. */
    public static final SampleRate RATE = SampleRate.HZ_48000;

    private final SampleRate inputRate;
    private final Resampler resampler;
    private final AVCodecContext encoder;
    private final AVFrame block;
    private final AVPacket packet = avcodec.av_packet_alloc();
    private final Consumer<AVPacket> packets;
    private final float[] pending;
    private int pendingCount;
    private long encoded;

    /**
     * @param inputRate of all sound that will come
     * @param packets takes each packet, which is good only until it returns; the time base is 1/{@link #RATE}
     */
    public SoundEncoder(SoundCodec codec, SampleRate inputRate, Consumer<AVPacket> packets) {
        this.inputRate = inputRate;
        this.packets = packets;
        this.encoder = open(codec);
        this.pending = new float[encoder.frame_size()];
        this.block = block(encoder);
        this.resampler = new Resampler(inputRate, RATE);
    }

    /** For the container, which describes the track by it. */
    public AVCodecContext context() {
        return encoder;
    }

    public void accept(Pcm sound) {
        if (!sound.rate().equals(inputRate)) {
            throw new IllegalArgumentException("The sound was announced with " + inputRate + ", not " + sound.rate());
        }
        encode(resampler.push(sound.samples()));
    }

    /** Adds the end of the sound, so that {@link #seconds()} is final unless {@link #pad} adds to it. */
    public void endOfSound() {
        encode(resampler.drain());
    }

    public double seconds() {
        return (encoded + pendingCount) / (double) RATE.hertz();
    }

    /** Lengthens the sound with silence until it lasts {@code seconds}. */
    public void pad(double seconds) {
        long missing = Math.round(seconds * RATE.hertz()) - encoded - pendingCount;
        if (missing > 0) {
            encode(new float[Math.toIntExact(missing)]);
        }
    }

    /** Hands on the last, partly filled block and what the encoder still holds back. */
    public void finish() {
        if (pendingCount > 0) {
            send();
        }
        check(avcodec.avcodec_send_frame(encoder, null), "Encoding the end of the sound");
        drain();
    }

    private void encode(float[] samples) {
        for (float sample : samples) {
            pending[pendingCount++] = Math.clamp(sample, -1f, 1f);
            if (pendingCount == pending.length) {
                send();
            }
        }
    }

    private void send() {
        check(avutil.av_frame_make_writable(block), "Making room for sound");
        new FloatPointer(block.data(0)).put(pending, 0, pendingCount);
        block.nb_samples(pendingCount);
        block.pts(encoded);
        encoded += pendingCount;
        pendingCount = 0;
        check(avcodec.avcodec_send_frame(encoder, block), "Encoding the sound");
        drain();
    }

    private void drain() {
        while (true) {
            int code = avcodec.avcodec_receive_packet(encoder, packet);
            if (Ffmpeg.isPause(code)) {
                return;
            }
            check(code, "Encoding the sound");
            packets.accept(packet);
        }
    }

    private static AVCodecContext open(SoundCodec choice) {
        Ffmpeg.load();
        AVCodec codec = avcodec.avcodec_find_encoder_by_name(choice.ffmpegName());
        if (codec == null) {
            throw new MediaException(
                    Reason.ENCODER_FAILED,
                    "The FFmpeg libraries here have no encoder " + choice.ffmpegName() + "; use Vignette's own.");
        }
        AVCodecContext context = avcodec.avcodec_alloc_context3(codec);
        context.sample_rate(RATE.hertz());
        avutil.av_channel_layout_default(context.ch_layout(), 1);
        choice.configure(context);
        context.time_base(avutil.av_make_q(1, RATE.hertz()));
        context.flags(context.flags() | avcodec.AV_CODEC_FLAG_GLOBAL_HEADER | avcodec.AV_CODEC_FLAG_BITEXACT);
        AVDictionary options = new AVDictionary(null);
        avutil.av_dict_parse_string(options, choice.options(), "=", ":", 0);
        int code = avcodec.avcodec_open2(context, codec, options);
        avutil.av_dict_free(options);
        if (code < 0) {
            avcodec.avcodec_free_context(context);
        }
        check(code, "Opening the encoder " + choice.ffmpegName());
        return context;
    }

    private static AVFrame block(AVCodecContext encoder) {
        AVFrame frame = avutil.av_frame_alloc();
        frame.format(encoder.sample_fmt());
        frame.nb_samples(encoder.frame_size());
        frame.sample_rate(encoder.sample_rate());
        avutil.av_channel_layout_copy(frame.ch_layout(), encoder.ch_layout());
        check(avutil.av_frame_get_buffer(frame, 0), "Making room for sound");
        return frame;
    }

    private static void check(int code, String action) {
        Ffmpeg.check(code, Reason.ENCODER_FAILED, action);
    }

    @Override
    public void close() {
        resampler.close();
        avcodec.av_packet_free(packet);
        avutil.av_frame_free(block);
        avcodec.avcodec_free_context(encoder);
    }
}
