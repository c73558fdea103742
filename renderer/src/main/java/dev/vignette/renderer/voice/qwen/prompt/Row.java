package dev.vignette.renderer.voice.qwen.prompt;

import java.util.List;

/**
 * One row of the talker's input: the sum of a text side and a codec side.
 *
 * @param text id, or {@link #NONE}
 */
public record Row(int text, CodecSide codec) {
    /** No id on the text side. */
    public static final int NONE = -1;

    /** What is on the codec side. */
    public sealed interface CodecSide {}

    /** Nothing. */
    public record Nothing() implements CodecSide {}

    /** A row of the talker's table of codes. */
    public record Code(int id) implements CodecSide {}

    /** The voice. */
    public record Voice() implements CodecSide {}

    /**
     * A frame of the reference: the sum of its codes' rows.
     *
     * @param codes one of each codebook
     */
    public record Frame(List<Integer> codes) implements CodecSide {
        public Frame {
            codes = List.copyOf(codes);
        }
    }

    static Row text(int id) {
        return new Row(id, new Nothing());
    }

    static Row of(int text, int code) {
        return new Row(text, new Code(code));
    }
}
