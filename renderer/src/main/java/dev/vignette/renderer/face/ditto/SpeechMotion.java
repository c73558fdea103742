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
    private @Nullable SampleRate rate;
    /** None for speech that comes at the encoder's rate. */
    private @Nullable Resampler resampler;

    private double seconds;
    private int rows;

    /** @param encoder gives 20 × 1024 numbers for a window of sound */
    SpeechMotion(UnaryOperator<float[]> encoder, Condition condition, StreamingMotion motion) {
        this.encoder = encoder;
        this.condition = condition;
        this.motion = motion;
    }

    void hear(Pcm sound, Consumer<float[]> vectors) {
        SampleRate known = rate;
        if (known == null) {
            known = sound.rate();
            rate = known;
            resampler = known.equals(SampleRate.HZ_16000) ? null : new Resampler(known, SampleRate.HZ_16000);
        } else if (!known.equals(sound.rate())) {
            throw new IllegalArgumentException(
                    "The speech changes its sample rate from " + known + " to " + sound.rate());
        }
        seconds += sound.samples().length / (double) known.hertz();
        float[] samples = resampler == null ? sound.samples() : resampler.push(sound.samples());
        windows.push(samples, window -> encode(window, vectors));
    }

    /** @param owed frames of motion in all */
    void finish(int owed, Consumer<float[]> vectors) {
        if (rate == null) {
            return;
        }
        if (resampler != null) {
            windows.push(resampler.drain(), window -> encode(window, vectors));
        }
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
