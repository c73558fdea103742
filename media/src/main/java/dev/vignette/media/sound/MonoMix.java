package dev.vignette.media.sound;

import dev.vignette.media.MediaException;
import dev.vignette.media.MediaException.Reason;
import java.util.Arrays;
import org.bytedeco.ffmpeg.avutil.AVChannelLayout;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swresample;
import org.bytedeco.ffmpeg.swresample.SwrContext;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerPointer;
import org.jspecify.annotations.Nullable;

/**
 * Collects decoded frames as one mono sound at one rate, whatever each frame's own format is, and stops the decoding when
 * it has become too long. Belongs to one decoding.
 */
final class MonoMix implements AutoCloseable {
    private final SampleRate rate;
    private final SoundLimits limits;
    private final PointerPointer<FloatPointer> outPlane = new PointerPointer<>(1);
    private float[] collected = new float[1 << 14];
    private int count;
    private double seconds;
    private FloatPointer mono = new FloatPointer(8_192);
    private @Nullable SwrContext toMono;
    private @Nullable Resampler resampler;
    private int frameRate;
    private int frameChannels;
    private int frameFormat;

    MonoMix(SampleRate rate, SoundLimits limits) {
        this.rate = rate;
        this.limits = limits;
    }

    boolean isEmpty() {
        return seconds == 0;
    }

    /** Adds a frame of any sample format; a change of rate or channels inside a sound is followed. */
    void add(AVFrame frame) {
        if (frame.nb_samples() <= 0) {
            return;
        }
        if (frame.sample_rate() != frameRate
                || frame.ch_layout().nb_channels() != frameChannels
                || frame.format() != frameFormat) {
            reopenFor(frame);
        }
        seconds += frame.nb_samples() / (double) frameRate;
        if (seconds > limits.maxDuration().toNanos() * 1e-9 + 1e-6) {
            throw new MediaException(
                    Reason.TOO_LONG,
                    "This sound is longer than %d seconds; please send a shorter one."
                            .formatted(limits.maxDuration().toSeconds()));
        }
        append(resampler().push(toMono(frame)));
    }

    /** All that was added. */
    Pcm finish() {
        append(resampler().drain());
        return new Pcm(Arrays.copyOf(collected, count), rate);
    }

    private Resampler resampler() {
        if (resampler == null) {
            throw new IllegalStateException("No frame was added");
        }
        return resampler;
    }

    private float[] toMono(AVFrame frame) {
        int samples = frame.nb_samples();
        if (mono.capacity() < samples) {
            mono.close();
            mono = new FloatPointer(samples);
        }
        int made = swresample.swr_convert(toMono, outPlane.put(0, mono), samples, frame.extended_data(), samples);
        if (made < 0) {
            throw SoundFile.broken();
        }
        float[] result = new float[made];
        mono.get(result);
        for (int i = 0; i < made; i++) {
            // A float file may hold anything; what is no number is silence, what is no amplitude is clipped far out.
            result[i] = Float.isNaN(result[i]) ? 0 : Math.clamp(result[i], -8f, 8f);
        }
        return result;
    }

    private void reopenFor(AVFrame frame) {
        int hertz = frame.sample_rate();
        int channels = frame.ch_layout().nb_channels();
        if (hertz < limits.minHertz() || hertz > limits.maxHertz() || channels < 1 || channels > limits.maxChannels()) {
            throw new MediaException(
                    Reason.UNSUPPORTED,
                    "Sound with %d channels at %d Hz is not read; please send mono or stereo at 8 to 192 kHz."
                            .formatted(channels, hertz));
        }
        if (resampler != null) {
            append(resampler.drain());
            resampler.close();
            resampler = null;
        }
        freeMono();
        SwrContext swr = new SwrContext(null);
        try (AVChannelLayout one = new AVChannelLayout();
                AVChannelLayout source = new AVChannelLayout()) {
            avutil.av_channel_layout_default(one, 1);
            avutil.av_channel_layout_default(source, channels);
            int code = swresample.swr_alloc_set_opts2(
                    swr, one, avutil.AV_SAMPLE_FMT_FLT, hertz, source, frame.format(), hertz, 0, null);
            // Stereo becomes the mean of its sides: with float samples FFmpeg would otherwise add them up.
            avutil.av_opt_set_double(swr, "rematrix_maxval", 1.0, 0);
            if (code < 0 || swresample.swr_init(swr) < 0) {
                swresample.swr_free(swr);
                throw SoundFile.broken();
            }
        }
        toMono = swr;
        resampler = new Resampler(new SampleRate(hertz), rate);
        frameRate = hertz;
        frameChannels = channels;
        frameFormat = frame.format();
    }

    private void append(float[] samples) {
        if (count + samples.length > collected.length) {
            collected = Arrays.copyOf(collected, Math.max(2 * collected.length, count + samples.length));
        }
        System.arraycopy(samples, 0, collected, count, samples.length);
        count += samples.length;
    }

    private void freeMono() {
        if (toMono != null) {
            swresample.swr_free(toMono);
            toMono = null;
        }
    }

    @Override
    public void close() {
        freeMono();
        if (resampler != null) {
            resampler.close();
        }
        mono.close();
        outPlane.close();
    }
}
