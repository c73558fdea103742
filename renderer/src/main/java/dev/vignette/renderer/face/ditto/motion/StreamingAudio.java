package dev.vignette.renderer.face.ditto.motion;

import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Cuts sound into the speech encoder's windows while it arrives. The windows lie 80 samples later than those of
 * {@link AudioWindows}, as published. Call <i>j</i> needs the sound up to sample 4560 + 3200·<i>j</i>. Used by one thread.
 */
public final class StreamingAudio {
    static final int HOP = AudioWindows.PRESENT * AudioWindows.FRAME;
    private static final int LEAD = AudioWindows.PAST * AudioWindows.FRAME;

    private float[] waiting = new float[LEAD];
    private int heard;

    /** Takes mono sound at 16 kHz and hands on every window that it completes. */
    public void push(float[] samples, Consumer<float[]> windows) {
        heard += samples.length;
        int old = waiting.length;
        waiting = Arrays.copyOf(waiting, old + samples.length);
        System.arraycopy(samples, 0, waiting, old, samples.length);
        int at = 0;
        for (; waiting.length - at >= AudioWindows.WINDOW; at += HOP) {
            windows.accept(Arrays.copyOfRange(waiting, at, at + AudioWindows.WINDOW));
        }
        waiting = Arrays.copyOfRange(waiting, at, waiting.length);
    }

    /** Hands on the windows that begin within the sound and reach beyond it. */
    public void finish(Consumer<float[]> windows) {
        for (int at = 0; at < waiting.length; at += HOP) {
            windows.accept(Arrays.copyOfRange(waiting, at, at + AudioWindows.WINDOW));
        }
        waiting = new float[0];
    }

    /** Samples taken so far. */
    public int heard() {
        return heard;
    }
}
