package dev.vignette.bot.doctor;

import dev.vignette.media.Ffmpeg;
import dev.vignette.media.film.H264Encoder;
import dev.vignette.renderer.RenderException;
import dev.vignette.renderer.voice.espeak.EspeakVoice;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.opencv.global.opencv_core;

/** The looks at what is not Java. */
final class NativeParts {
    private NativeParts() {}

    static Finding espeak() {
        try (EspeakVoice voice = EspeakVoice.open()) {
            return Finding.good("Voice (espeak-ng)", voice.engine().version());
        } catch (RenderException e) {
            return Finding.bad("Voice (espeak-ng)", "cannot be used", e.getMessage() == null ? "" : e.getMessage());
        }
    }

    static Finding ffmpeg() {
        Ffmpeg.load();
        String version = avutil.av_version_info().getString();
        for (H264Encoder encoder : H264Encoder.BY_PREFERENCE) {
            AVCodec codec = avcodec.avcodec_find_encoder_by_name(encoder.ffmpegName());
            if (codec != null && !encoder.hardware()) {
                return Finding.good("Film (FFmpeg)", version + ", encoder " + encoder.ffmpegName());
            }
        }
        return Finding.bad(
                "Film (FFmpeg)",
                version + " has no H.264 encoder",
                "Build again: this FFmpeg is not the one that Vignette brings.");
    }

    static Finding openCv() {
        Loader.load(opencv_core.class);
        return Finding.good("Photographs (OpenCV)", opencv_core.CV_VERSION);
    }
}
