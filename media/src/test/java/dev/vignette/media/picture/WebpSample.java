package dev.vignette.media.picture;

import dev.vignette.media.Ffmpeg;
import java.awt.image.BufferedImage;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.IntPointer;

/** WebP files by libwebp through FFmpeg, since the JDK cannot write them. */
final class WebpSample {
    private WebpSample() {}

    static byte[] of(BufferedImage picture) {
        Ffmpeg.load();
        AVCodec codec = avcodec.avcodec_find_encoder_by_name("libwebp");
        AVCodecContext encoder = avcodec.avcodec_alloc_context3(codec);
        encoder.width(picture.getWidth());
        encoder.height(picture.getHeight());
        encoder.pix_fmt(avutil.AV_PIX_FMT_BGRA);
        encoder.time_base(avutil.av_make_q(1, 25));
        AVDictionary options = new AVDictionary(null);
        avutil.av_dict_set(options, "lossless", "1", 0);
        avcodec.avcodec_open2(encoder, codec, options);
        avutil.av_dict_free(options);
        AVFrame frame = avutil.av_frame_alloc();
        frame.format(avutil.AV_PIX_FMT_BGRA);
        frame.width(picture.getWidth());
        frame.height(picture.getHeight());
        avutil.av_frame_get_buffer(frame, 0);
        for (int y = 0; y < picture.getHeight(); y++) {
            IntPointer row = new IntPointer(frame.data(0).getPointer((long) y * frame.linesize(0)));
            row.put(picture.getRGB(0, y, picture.getWidth(), 1, null, 0, picture.getWidth()), 0, picture.getWidth());
        }
        avcodec.avcodec_send_frame(encoder, frame);
        avcodec.avcodec_send_frame(encoder, null);
        AVPacket packet = avcodec.av_packet_alloc();
        avcodec.avcodec_receive_packet(encoder, packet);
        byte[] bytes = new byte[packet.size()];
        packet.data().get(bytes);
        avcodec.av_packet_free(packet);
        avutil.av_frame_free(frame);
        avcodec.avcodec_free_context(encoder);
        return bytes;
    }
}
