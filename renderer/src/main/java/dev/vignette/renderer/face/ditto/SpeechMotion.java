package dev.vignette.renderer.face.ditto;

import dev.vignette.media.sound.Pcm;
import dev.vignette.media.sound.Resampler;
import dev.vignette.media.sound.SampleRate;
import dev.vignette.renderer.face.ditto.motion.AudioWindows;
import dev.vignette.renderer.face.ditto.motion.Condition;
import dev.vignette.renderer.face.ditto.motion.StreamingAudio;
import dev.vignette.renderer.face.ditto.motion.StreamingMotion;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** From chunks of speech to motion vectors at 25 a second. Used by one thread; owns a resampler. */
final class SpeechMotion implements AutoCloseable {
    /** Frames of motion in a second. */
    static final int RATE = 25;

    private final UnaryOperator<float[]> encoder;
    private final Condition condition;
    private final StreamingMotion motion;
    private final StreamingAudio windows = new StreamingAudio();
    private @Nullable Resampler resampler;
    private SampleRate rate = SampleRate.HZ_16000;
    private double seconds;
    private int rows;

    /** @param encoder gives 20 × 1024 numbers for a window of sound */
    SpeechMotion(UnaryOperator<float[]> encoder, Condition condition, StreamingMotion motion) {
        this.encoder = encoder;
        this.condition = condition;
        this.motion = motion;
    }

    void hear(Pcm sound, Consumer<float[]> vectors) {
        if (resampler == null) {
            rate = sound.rate();
            resampler = new Resampler(rate, SampleRate.HZ_16000);
        } else if (!rate.equals(sound.rate())) {
            throw new IllegalArgumentException(
                    "The speech changes its sample rate from " + rate + " to " + sound.rate());
        }
        seconds += sound.samples().length / (double) rate.hertz();
        windows.push(resampler.push(sound.samples()), window -> encode(window, vectors));
    }

    /** @param owed frames of motion in all */
    void finish(int owed, Consumer<float[]> vectors) {
        if (resampler == null) {
            return;
        }
        windows.push(resampler.drain(), window -> encode(window, vectors));
        windows.finish(window -> encode(window, vectors));
        motion.finish(owed, vectors);
    }

    private void encode(float[] window, Consumer<float[]> vectors) {
        List<float[]> features = new ArrayList<>();
        for (float[] feature : AudioWindows.features(encoder.apply(window))) {
            features.add(condition.row(feature, rows++));
        }
        motion.push(features, vectors);
    }

    /** The motion vector that all others are measured against, as soon as there is one. */
    float @Nullable [] reference() {
        return motion.reference();
    }

    double seconds() {
        return seconds;
    }

    @Override
    public void close() {
        if (resampler != null) {
            resampler.close();
        }
    }
}
