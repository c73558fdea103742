package dev.vignette.renderer.voice.qwen.speech;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Turns frames into sound while they come: the first few soon, later ones in larger steps, each step after as many known frames
 * as the window holds. The last samples of a step are kept and faded into the same samples of the next one, whose window began
 * elsewhere. For one thread.
 */
final class SoundStream {
    /** Frames of the first step: 320 ms. */
    static final int FIRST = 4;

    private static final int LATER = 8;
    /** Samples of a fade: 10 ms at 24 kHz. */
    private static final int FADE = 240;

    private final Function<List<int[]>, float[]> decoder;
    private final int window;
    private final Consumer<float[]> sink;
    private final List<int[]> frames = new ArrayList<>();
    private float[] tail = {};
    private int given;

    /**
     * @param decoder the sound of at most {@code window} frames
     * @param sink takes the samples in order
     */
    SoundStream(Function<List<int[]>, float[]> decoder, int window, Consumer<float[]> sink) {
        this.decoder = decoder;
        this.window = window;
        this.sink = sink;
    }

    /** The next frame's codes. */
    void add(int[] frame) {
        frames.add(frame);
        if (frames.size() - given >= (given == 0 ? FIRST : Math.min(LATER, window / 2))) {
            give();
        }
    }

    /** Whether anything was handed on. */
    boolean begun() {
        return given > 0;
    }

    /** What is left. */
    void end() {
        if (frames.size() > given) {
            give();
        }
        if (tail.length > 0) {
            sink.accept(tail);
            tail = new float[0];
        }
    }

    private void give() {
        int fresh = frames.size() - given;
        int known = Math.min(given, window - fresh);
        float[] sound = decoder.apply(frames.subList(given - known, frames.size()));
        int from = known * CodecDecoder.SAMPLES;
        // The tail belongs to the samples just before the fresh ones.
        float[] part = Arrays.copyOfRange(sound, from - tail.length, sound.length - FADE);
        for (int i = 0; i < tail.length; i++) {
            double rise = 0.5 - 0.5 * Math.cos(Math.PI * (i + 0.5) / tail.length);
            part[i] = (float) (rise * part[i] + (1 - rise) * tail[i]);
        }
        tail = Arrays.copyOfRange(sound, sound.length - FADE, sound.length);
        given = frames.size();
        sink.accept(part);
    }
}
