package dev.vignette.conversation.hearing.whisper;

import dev.vignette.conversation.hearing.HearingTimings;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Where the time of one request goes. */
final class Stopwatch {
    private final LongSupplier nanoTime;
    private final long start;
    private long detection;
    private long features;
    private long encoder;
    private long decoder;
    private int windows;
    private int tokens;
    private int fallbacks;

    Stopwatch(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
    }

    float[] detection(Supplier<float[]> work) {
        long before = nanoTime.getAsLong();
        float[] result = work.get();
        detection += nanoTime.getAsLong() - before;
        return result;
    }

    float[] features(Supplier<float[]> work) {
        long before = nanoTime.getAsLong();
        float[] result = work.get();
        features += nanoTime.getAsLong() - before;
        return result;
    }

    <T> T encoder(Supplier<T> work) {
        long before = nanoTime.getAsLong();
        T result = work.get();
        encoder += nanoTime.getAsLong() - before;
        windows++;
        return result;
    }

    DecodedWindow decoder(Supplier<DecodedWindow> work) {
        long before = nanoTime.getAsLong();
        DecodedWindow result = work.get();
        decoder += nanoTime.getAsLong() - before;
        tokens += result.steps();
        fallbacks += result.fallbacks();
        return result;
    }

    HearingTimings read() {
        return new HearingTimings(
                Duration.ofNanos(detection),
                Duration.ofNanos(features),
                Duration.ofNanos(encoder),
                Duration.ofNanos(decoder),
                Duration.ofNanos(nanoTime.getAsLong() - start),
                windows,
                tokens,
                fallbacks);
    }
}
