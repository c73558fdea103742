package dev.vignette.renderer.face.ditto;

import dev.vignette.media.sound.Pcm;
import dev.vignette.media.sound.Resampler;
import dev.vignette.media.sound.SampleRate;
import dev.vignette.renderer.face.ditto.motion.AudioWindows;
import dev.vignette.renderer.face.ditto.motion.Condition;
import dev.vignette.renderer.face.ditto.motion.StreamingAudio;
import dev.vignette.renderer.face.ditto.motion.StreamingMotion;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** From chunks of speech to motion vectors at 25 a second. Used by one thread; owns a resampler. */
final class SpeechMotion implements AutoCloseable {
    /** Frames of motion in a second. */
    static final int RATE = 25;

    /** Windows of sound that may be encoded together while what came before them is moved: 1.6 s. */
    private static final int BEHIND = 8;

    private final Function<float[], Backend.Features> encoder;
    private final Condition condition;
    private final StreamingMotion motion;
    private final StreamingAudio windows = new StreamingAudio();
    private final Deque<Backend.Features> encoded = new ArrayDeque<>();
    private @Nullable SampleRate rate;
    /** None for speech that comes at the encoder's rate. */
    private @Nullable Resampler resampler;

    private double seconds;
    private int rows;

    /** @param encoder of windows of sound */
    SpeechMotion(Function<float[], Backend.Features> encoder, Condition condition, StreamingMotion motion) {
        this.encoder = encoder;
        this.condition = condition;
        this.motion = motion;
    }

    /**
     * @param vectors gets what is certain now
     * @param patient whether features that are still in the making can wait for the next sound
     */
    void hear(Pcm sound, Consumer<float[]> vectors, BooleanSupplier patient) {
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
        while (!encoded.isEmpty() && (encoded.getFirst().ready() || (enough() && !patient.getAsBoolean()))) {
            move(vectors);
        }
    }

    /** Whether what is being encoded gives another window of motion: waiting for less gains nothing, and more is encoded together. */
    private boolean enough() {
        return encoded.size() * AudioWindows.PRESENT >= motion.missing();
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
        while (!encoded.isEmpty()) {
            move(vectors);
        }
        motion.finish(owed, vectors);
    }

    private void encode(float[] window, Consumer<float[]> vectors) {
        encoded.add(encoder.apply(window));
        while (!encoded.isEmpty() && (encoded.getFirst().ready() || encoded.size() > BEHIND)) {
            move(vectors);
        }
    }

    private void move(Consumer<float[]> vectors) {
        List<float[]> features = new ArrayList<>();
        for (float[] feature : AudioWindows.features(encoded.removeFirst().rows())) {
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
