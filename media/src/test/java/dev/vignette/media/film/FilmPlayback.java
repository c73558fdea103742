package dev.vignette.media.film;

import dev.vignette.media.Ffmpeg;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVDictionaryEntry;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.FloatPointer;

/** Plays a film as a player would: decoded, with each frame and each sample at its presentation time. */
final class FilmPlayback {
    /** A decoded frame's luma and the second it is shown at. */
    @SuppressWarnings("ArrayRecordComponent")
    record Shown(double seconds, byte[] luma, AVColor color, boolean key) {}

    record AVColor(int range, int primaries, int transfer, int matrix) {}

    final List<Shown> pictures = new ArrayList<>();
    final Map<String, String> tags = new TreeMap<>();
    /** Sound at 48 kHz by presentation time; index 0 is time zero. What lies before zero is not heard. */
    float[] sound = new float[0];

    double soundEnd;
    String soundLanguage = "";
    int soundProfile;
    int width;
    int height;

    static FilmPlayback play(Path film) {
        Ffmpeg.load();
        FilmPlayback reader = new FilmPlayback();
        AVFormatContext file = new AVFormatContext(null);
        ok(avformat.avformat_open_input(file, film.toString(), null, (AVDictionary) null));
        ok(avformat.avformat_find_stream_info(file, (AVDictionary) null));
        AVDictionaryEntry entry = null;
        while ((entry = avutil.av_dict_iterate(file.metadata(), entry)) != null) {
            reader.tags.put(entry.key().getString(), entry.value().getString());
        }
        List<AVCodecContext> decoders = new ArrayList<>();
        for (int i = 0; i < file.nb_streams(); i++) {
            decoders.add(decoder(file.streams(i)));
        }
        AVPacket packet = avcodec.av_packet_alloc();
        AVFrame frame = avutil.av_frame_alloc();
        while (avformat.av_read_frame(file, packet) >= 0) {
            int index = packet.stream_index();
            ok(avcodec.avcodec_send_packet(decoders.get(index), packet));
            avcodec.av_packet_unref(packet);
            reader.receive(decoders.get(index), frame, file.streams(index));
        }
        for (int i = 0; i < decoders.size(); i++) {
            avcodec.avcodec_send_packet(decoders.get(i), null);
            reader.receive(decoders.get(i), frame, file.streams(i));
            avcodec.avcodec_free_context(decoders.get(i));
        }
        avutil.av_frame_free(frame);
        avcodec.av_packet_free(packet);
        avformat.avformat_close_input(file);
        return reader;
    }

    private void receive(AVCodecContext decoder, AVFrame frame, AVStream stream) {
        while (avcodec.avcodec_receive_frame(decoder, frame) >= 0) {
            double seconds = frame.pts() * avutil.av_q2d(stream.time_base());
            if (decoder.codec_type() == avutil.AVMEDIA_TYPE_VIDEO) {
                width = frame.width();
                height = frame.height();
                byte[] luma = new byte[width * height];
                for (int row = 0; row < height; row++) {
                    frame.data(0).position((long) row * frame.linesize(0)).get(luma, row * width, width);
                }
                AVColor color = new AVColor(
                        frame.color_range(), frame.color_primaries(), frame.color_trc(), frame.colorspace());
                pictures.add(new Shown(seconds, luma, color, (frame.flags() & AVFrame.AV_FRAME_FLAG_KEY) != 0));
            } else {
                hear(seconds, frame);
                soundProfile = decoder.profile();
                AVDictionaryEntry language = avutil.av_dict_get(stream.metadata(), "language", null, 0);
                soundLanguage = language == null ? "" : language.value().getString();
            }
        }
    }

    private void hear(double seconds, AVFrame frame) {
        int start = (int) Math.round(seconds * 48_000);
        float[] samples = new float[frame.nb_samples()];
        new FloatPointer(frame.data(0)).get(samples);
        int skip = Math.max(0, -start);
        if (skip < samples.length) {
            int end = start + samples.length;
            if (sound.length < end) {
                sound = java.util.Arrays.copyOf(sound, Math.max(end, 2 * sound.length));
            }
            System.arraycopy(samples, skip, sound, start + skip, samples.length - skip);
            soundEnd = end / 48_000.0;
        }
    }

    private static AVCodecContext decoder(AVStream stream) {
        AVCodec codec = avcodec.avcodec_find_decoder(stream.codecpar().codec_id());
        AVCodecContext decoder = avcodec.avcodec_alloc_context3(codec);
        ok(avcodec.avcodec_parameters_to_context(decoder, stream.codecpar()));
        decoder.pkt_timebase(stream.time_base());
        ok(avcodec.avcodec_open2(decoder, codec, (AVDictionary) null));
        return decoder;
    }

    private static void ok(int code) {
        if (code < 0) {
            throw new AssertionError(Ffmpeg.describe(code));
        }
    }
}
