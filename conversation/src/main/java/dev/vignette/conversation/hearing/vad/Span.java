package dev.vignette.conversation.hearing.vad;

/**
 * A stretch of sound, in samples at 16 kHz.
 *
 * @param from first sample
 * @param to one after the last sample
 */
public record Span(int from, int to) {
    public Span {
        if (from < 0 || to < from) {
            throw new IllegalArgumentException("Not a span: " + from + "…" + to);
        }
    }

    public int length() {
        return to - from;
    }
}
