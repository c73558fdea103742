package dev.vignette.renderer.voice.qwen.prompt;

import java.util.List;

/**
 * What the talker is given.
 *
 * @param rows before the first frame
 * @param trailing text ids for the rows after the first frames, one each
 * @param then the text id of all rows after those
 */
public record Prompt(List<Row> rows, List<Integer> trailing, int then) {
    public Prompt {
        rows = List.copyOf(rows);
        trailing = List.copyOf(trailing);
    }

    /** The text id of the row after frame {@code frame}, counted from 0. */
    public int textAfter(int frame) {
        return frame < trailing.size() ? trailing.get(frame) : then;
    }
}
