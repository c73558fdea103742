package dev.vignette.conversation.hearing.whisper;

import dev.vignette.conversation.hearing.vad.Span;
import java.util.ArrayList;
import java.util.List;

/**
 * Stretches of speech put together without the pauses between them.
 *
 * @param spans in order, in samples at 16 kHz
 */
record Excerpt(List<Span> spans) {
    Excerpt {
        spans = List.copyOf(spans);
    }

    /**
     * Packs stretches into as few excerpts as a greedy hand does.
     *
     * @param longest samples of one excerpt; a longer stretch is cut
     */
    static List<Excerpt> pack(List<Span> spans, int longest) {
        List<Excerpt> packed = new ArrayList<>();
        List<Span> open = new ArrayList<>();
        int length = 0;
        for (Span span : spans) {
            for (int from = span.from(); from < span.to(); from += longest) {
                Span piece = new Span(from, Math.min(span.to(), from + longest));
                if (length + piece.length() > longest && !open.isEmpty()) {
                    packed.add(new Excerpt(open));
                    open.clear();
                    length = 0;
                }
                open.add(piece);
                length += piece.length();
            }
        }
        if (!open.isEmpty()) {
            packed.add(new Excerpt(open));
        }
        return packed;
    }

    int length() {
        return spans.stream().mapToInt(Span::length).sum();
    }

    float[] cut(float[] samples) {
        float[] cut = new float[length()];
        int at = 0;
        for (Span span : spans) {
            System.arraycopy(samples, span.from(), cut, at, span.length());
            at += span.length();
        }
        return cut;
    }

    /** Where in the whole sound a sample of the excerpt comes from; its end belongs to the end of the last stretch. */
    int original(int sample) {
        int left = sample;
        for (Span span : spans) {
            if (left < span.length()) {
                return span.from() + Math.max(0, left);
            }
            left -= span.length();
        }
        return spans.isEmpty() ? 0 : spans.getLast().to();
    }
}
