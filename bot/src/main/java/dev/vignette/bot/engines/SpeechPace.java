package dev.vignette.bot.engines;

import dev.vignette.renderer.voice.SpeechChunk;
import dev.vignette.renderer.voice.SpeechSink;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** How long a voice takes on this machine, by the last speech that is long enough to tell. Safe to use from several threads. */
final class SpeechPace {
    /** Less speech says nothing. */
    private static final double SHORTEST = 1;
    /** Beyond these people notice that they wait. */
    private static final double LONGEST_START = 1.0;

    private static final double LARGEST_FACTOR = 1.2;

    private record Reading(double start, double factor) {}

    private volatile @Nullable Reading last;

    /** @param speech to be timed; the time that {@code sink} takes is left out */
    void time(SpeechSink sink, Consumer<SpeechSink> speech) {
        Stopwatch watch = new Stopwatch(sink);
        speech.accept(watch);
        watch.read();
    }

    /** What to tell people, or null if nobody has to wait. */
    @Nullable
    String remark(String voice) {
        Reading reading = last;
        return reading == null || (reading.start <= LONGEST_START && reading.factor <= LARGEST_FACTOR)
                ? null
                : "The voice %s takes %.1f s to begin and %.1f s for each second of speech on this machine, so films take longer."
                        .formatted(voice, reading.start, reading.factor);
    }

    private final class Stopwatch implements SpeechSink {
        private final SpeechSink sink;
        private final long begun = System.nanoTime();
        private long first;
        private long elsewhere;
        private double seconds;

        Stopwatch(SpeechSink sink) {
            this.sink = sink;
        }

        @Override
        public void accept(SpeechChunk chunk) {
            long now = System.nanoTime();
            first = first == 0 ? now : first;
            seconds += chunk.sound().seconds();
            sink.accept(chunk);
            elsewhere += System.nanoTime() - now;
        }

        void read() {
            if (seconds >= SHORTEST) {
                double worked = 1e-9 * (System.nanoTime() - begun - elsewhere);
                last = new Reading(1e-9 * (first - begun), worked / seconds);
            }
        }
    }
}
