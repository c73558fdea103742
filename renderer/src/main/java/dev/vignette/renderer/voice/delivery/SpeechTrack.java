package dev.vignette.renderer.voice.delivery;

import dev.vignette.media.signal.Levels;
import dev.vignette.media.sound.Pcm;
import dev.vignette.media.sound.SampleRate;
import dev.vignette.renderer.voice.SpeechChunk;
import dev.vignette.renderer.voice.SpeechSink;
import java.util.Arrays;
import java.util.List;

/**
 * Joins passages to one stream: what is quiet before and after each is cut short, pauses are ours, joins are faded, long gaps
 * inside are shortened, the loudness is even. Hands on chunks as soon as they are worth it. For one thread.
 */
final class SpeechTrack {
    /** Silence after the last word, seconds: a mouth needs time to close. */
    private static final double CODA = 0.25;

    private static final double WINDOW = 0.01;
    private static final double QUIET_DB = -46;
    /** Quiet that is left before a passage, after it, and most of it inside, seconds. */
    private static final double LEAD = 0.03;

    private static final double TAIL = 0.08;
    private static final double GAP = 0.7;
    private static final double CHUNK = 0.16;
    private static final double LONGEST_CHUNK = 2;

    private final SpeechSink sink;
    private final SampleRate rate;
    private final LevelControl level;
    private final int window;
    private final Samples ready = new Samples();
    /** Of the passage that is coming in: what is not a whole window, the last loud window, and the quiet after it. */
    private final Samples rest = new Samples();

    private final Samples loud = new Samples();
    private final Samples quiet = new Samples();
    private boolean begun;
    private boolean handedOn;

    SpeechTrack(SampleRate rate, double expectedLufs, SpeechSink sink) {
        this.sink = sink;
        this.rate = rate;
        level = new LevelControl(rate, expectedLufs);
        window = samples(WINDOW);
    }

    /** A growing run of samples. */
    private static final class Samples {
        private float[] values = new float[4_096];
        private int length;

        void add(float[] more, int from, int to) {
            int count = to - from;
            if (length + count > values.length) {
                values = Arrays.copyOf(values, Math.max(length + count, 2 * values.length));
            }
            System.arraycopy(more, from, values, length, count);
            length += count;
        }

        void add(Samples more) {
            add(more.values, 0, more.length);
        }

        float[] take() {
            float[] taken = Arrays.copyOf(values, length);
            length = 0;
            return taken;
        }
    }

    /** Whether anything was handed on, so that it cannot be taken back. */
    boolean handedOn() {
        return handedOn;
    }

    /** Learns the loudness of a passage that is known as a whole. */
    void expect(Pcm passage) {
        level.expect(passage);
    }

    /** The next samples of the passage. */
    void hear(float[] samples) {
        rest.add(samples, 0, samples.length);
        int at = 0;
        for (; at + window <= rest.length; at += window) {
            if (Levels.decibels(Levels.rms(rest.values, at, at + window)) < QUIET_DB) {
                quiet.add(rest.values, at, at + window);
            } else {
                settle();
                loud.add(rest.values, at, at + window);
            }
        }
        float[] left = Arrays.copyOfRange(rest.values, at, rest.length);
        rest.length = 0;
        rest.add(left, 0, left.length);
        handOn(samples(CHUNK));
    }

    /** More speech comes: the loud window is not the last one, and the quiet after it is a gap. */
    private void settle() {
        float[] gap = quiet.take();
        if (!begun) {
            begun = true;
            float[] lead = Arrays.copyOfRange(gap, Math.max(0, gap.length - samples(LEAD)), gap.length);
            fadeIn(lead);
            ready.add(lead, 0, lead.length);
            return;
        }
        ready.add(loud);
        loud.length = 0;
        int most = samples(GAP);
        if (gap.length > most) {
            // Both ends stay as they are; they meet in the middle, where it is quietest.
            int half = most / 2;
            float[] first = Arrays.copyOf(gap, half);
            fadeOut(first);
            float[] second = Arrays.copyOfRange(gap, gap.length - half, gap.length);
            fadeIn(second);
            ready.add(first, 0, half);
            ready.add(second, 0, half);
        } else {
            ready.add(gap, 0, gap.length);
        }
    }

    /** Ends the passage. */
    void end(double pause) {
        quiet.add(rest);
        rest.length = 0;
        ready.add(loud);
        loud.length = 0;
        float[] tail = quiet.take();
        if (begun) {
            tail = Arrays.copyOf(tail, Math.min(tail.length, samples(TAIL)));
            ready.add(tail, 0, tail.length);
            fadeEnd();
        }
        begun = false;
        silence(pause);
        handOn(samples(CHUNK));
    }

    /** Forgets what came of the passage, as long as nothing was handed on. */
    void forget() {
        ready.length = 0;
        rest.length = 0;
        loud.length = 0;
        quiet.length = 0;
        begun = false;
    }

    void finish() {
        silence(CODA);
        handOn(0);
    }

    private void silence(double seconds) {
        ready.add(new float[samples(seconds)], 0, samples(seconds));
    }

    private void handOn(int least) {
        if (ready.length == 0 || ready.length < least) {
            return;
        }
        handedOn = true;
        float[] sound = level.apply(ready.take());
        int pieces = Math.ceilDiv(sound.length, samples(LONGEST_CHUNK));
        for (int i = 0; i < pieces; i++) {
            int from = (int) ((long) sound.length * i / pieces);
            int to = (int) ((long) sound.length * (i + 1) / pieces);
            sink.accept(new SpeechChunk(new Pcm(Arrays.copyOfRange(sound, from, to), rate), List.of()));
        }
    }

    private void fadeIn(float[] x) {
        for (int i = 0; i < Math.min(window, x.length); i++) {
            x[i] *= (float) i / window;
        }
    }

    private void fadeOut(float[] x) {
        for (int i = 0; i < Math.min(window, x.length); i++) {
            x[x.length - 1 - i] *= (float) i / window;
        }
    }

    private void fadeEnd() {
        for (int i = 0; i < Math.min(window, ready.length); i++) {
            ready.values[ready.length - 1 - i] *= (float) i / window;
        }
    }

    private int samples(double seconds) {
        return (int) Math.round(seconds * rate.hertz());
    }
}
