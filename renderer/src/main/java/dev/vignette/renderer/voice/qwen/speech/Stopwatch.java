package dev.vignette.renderer.voice.qwen.speech;

import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Where the time of one utterance goes. For one thread. */
public final class Stopwatch {
    private final LongSupplier nanoTime;
    private final long start;
    private long prompt;
    private long talker;
    private long predictor;
    private long codec;
    private long firstSound;
    private int frames;

    /** Begins now. */
    public Stopwatch(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        start = nanoTime.getAsLong();
    }

    <T> T prompt(Supplier<T> work) {
        long before = nanoTime.getAsLong();
        T result = work.get();
        prompt += nanoTime.getAsLong() - before;
        return result;
    }

    <T> T talker(Supplier<T> work) {
        long before = nanoTime.getAsLong();
        T result = work.get();
        talker += nanoTime.getAsLong() - before;
        return result;
    }

    <T> T predictor(Supplier<T> work) {
        long before = nanoTime.getAsLong();
        T result = work.get();
        predictor += nanoTime.getAsLong() - before;
        frames++;
        return result;
    }

    <T> T codec(Supplier<T> work) {
        long before = nanoTime.getAsLong();
        T result = work.get();
        long now = nanoTime.getAsLong();
        codec += now - before;
        firstSound = firstSound == 0 ? now - start : firstSound;
        return result;
    }

    /** What it took until now. */
    public QwenTimings read(int passages) {
        double each = 1e-6 / Math.max(1, frames);
        return new QwenTimings(
                1e-6 * prompt,
                each * talker,
                each * predictor,
                each * codec,
                1e-6 * firstSound,
                1e-6 * (nanoTime.getAsLong() - start),
                frames,
                passages);
    }
}
