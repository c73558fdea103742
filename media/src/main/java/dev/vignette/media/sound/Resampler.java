package dev.vignette.media.sound;

import dev.vignette.media.Ffmpeg;
import dev.vignette.media.MediaException;
import dev.vignette.media.MediaException.Reason;
import java.util.Arrays;
import org.bytedeco.ffmpeg.avutil.AVChannelLayout;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swresample;
import org.bytedeco.ffmpeg.swresample.SwrContext;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerPointer;
import org.jspecify.annotations.Nullable;

/**
 * Band-limited change of sample rate by libswresample: a Kaiser-windowed polyphase filter (β = 10, 256 taps at the lower
 * of the two rates), flat to 0.95 of the lower Nyquist frequency and more than 80 dB down where it would alias. Output
 * sample {@code i} belongs to the time {@code i / to}: nothing is shifted, at any rate, and {@code n} samples in give
 * exactly {@code round(n × to / from)} out.
 *
 * <p>{@link #resample} is for whole sounds; an instance takes a sound piece by piece. Instances belong to one thread and
 * must be closed.
 */
public final class Resampler implements AutoCloseable {
    private static final int TAPS = 256;
    private static final double CUTOFF = 0.975;
    private static final int KAISER_BETA = 10;

    private final SampleRate from;
    private final SampleRate to;
    private final @Nullable SwrContext context;
    private final PointerPointer<FloatPointer> inPlane = new PointerPointer<>(1);
    private final PointerPointer<FloatPointer> outPlane = new PointerPointer<>(1);
    private FloatPointer in = new FloatPointer(4_096);
    private FloatPointer out = new FloatPointer(4_096);
    private long taken;
    private long given;

    public Resampler(SampleRate from, SampleRate to) {
        this.from = from;
        this.to = to;
        this.context = from.equals(to) ? null : open(from, to);
    }

    /** The whole of {@code sound} at {@code rate}; the same object if it already has that rate. */
    public static Pcm resample(Pcm sound, SampleRate rate) {
        if (sound.rate().equals(rate)) {
            return sound;
        }
        try (Resampler resampler = new Resampler(sound.rate(), rate)) {
            float[] body = resampler.push(sound.samples());
            float[] tail = resampler.drain();
            float[] whole = Arrays.copyOf(body, body.length + tail.length);
            System.arraycopy(tail, 0, whole, body.length, tail.length);
            return new Pcm(whole, rate);
        }
    }

    /** Takes the next samples and returns what is ready, which lags behind by the filter's length. */
    public float[] push(float[] samples) {
        taken += samples.length;
        SwrContext swr = context;
        if (swr == null) {
            given += samples.length;
            return samples;
        }
        if (samples.length == 0) {
            return samples;
        }
        if (in.capacity() < samples.length) {
            in.close();
            in = new FloatPointer(samples.length);
        }
        in.position(0).put(samples, 0, samples.length);
        return convert(swr, inPlane.put(0, in), samples.length);
    }

    /** The rest, after the last {@link #push}. */
    public float[] drain() {
        SwrContext swr = context;
        if (swr == null) {
            return new float[0];
        }
        int missing = Math.toIntExact(Math.round(taken * (double) to.hertz() / from.hertz()) - given);
        return Arrays.copyOf(convert(swr, null, 0), Math.max(0, missing));
    }

    private float[] convert(SwrContext swr, @Nullable PointerPointer<FloatPointer> source, int count) {
        int room = check(swresample.swr_get_out_samples(swr, count)) + 64;
        if (out.capacity() < room) {
            out.close();
            out = new FloatPointer(room);
        }
        int made = check(swresample.swr_convert(swr, outPlane.put(0, out), room, source, count));
        given += made;
        float[] samples = new float[made];
        out.position(0).get(samples);
        return samples;
    }

    private static SwrContext open(SampleRate from, SampleRate to) {
        Ffmpeg.load();
        SwrContext swr = new SwrContext(null);
        try (AVChannelLayout mono = new AVChannelLayout()) {
            avutil.av_channel_layout_default(mono, 1);
            int format = avutil.AV_SAMPLE_FMT_FLT;
            check(swresample.swr_alloc_set_opts2(swr, mono, format, to.hertz(), mono, format, from.hertz(), 0, null));
            avutil.av_opt_set_int(swr, "filter_size", TAPS, 0);
            avutil.av_opt_set_double(swr, "cutoff", CUTOFF, 0);
            avutil.av_opt_set_int(swr, "exact_rational", 1, 0);
            avutil.av_opt_set(swr, "filter_type", "kaiser", 0);
            avutil.av_opt_set_double(swr, "kaiser_beta", KAISER_BETA, 0);
            check(swresample.swr_init(swr));
            return swr;
        } catch (RuntimeException e) {
            swresample.swr_free(swr);
            throw e;
        }
    }

    private static int check(int code) {
        if (code < 0) {
            throw new MediaException(Reason.BROKEN, "Changing the sample rate failed: " + Ffmpeg.describe(code) + ".");
        }
        return code;
    }

    @Override
    public void close() {
        if (context != null && !context.isNull()) {
            swresample.swr_free(context);
        }
        in.close();
        out.close();
        inPlane.close();
        outPlane.close();
    }
}
