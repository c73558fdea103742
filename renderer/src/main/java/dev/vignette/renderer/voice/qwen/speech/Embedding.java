package dev.vignette.renderer.voice.qwen.speech;

import dev.vignette.renderer.voice.qwen.prompt.Prompt;
import dev.vignette.renderer.voice.qwen.prompt.Row;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;

/** Rows of the talker's input from ids. Safe to use from any thread. */
interface Embedding {
    /** A row for each id of text. */
    Map<Integer, float[]> text(Set<Integer> ids);

    /** The row of a code of the talker's table. */
    float[] code(int id);

    /** The row of a frame: the sum of the rows of its codes. */
    float[] frame(int[] codes);

    /** The rows of a prompt, one after the other. */
    default float[] rows(Prompt prompt, float[] voice) {
        Set<Integer> ids = new LinkedHashSet<>();
        prompt.rows().forEach(row -> ids.add(row.text()));
        ids.remove(Row.NONE);
        Map<Integer, float[]> text = text(ids);
        int width = voice.length;
        List<Row> rows = prompt.rows();
        float[] all = new float[rows.size() * width];
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            int at = i * width;
            if (row.text() != Row.NONE) {
                add(Objects.requireNonNull(text.get(row.text())), all, at);
            }
            switch (row.codec()) {
                case Row.Nothing nothing -> {}
                case Row.Voice speaker -> add(voice, all, at);
                case Row.Code code -> add(code(code.id()), all, at);
                case Row.Frame frame ->
                    add(frame(frame.codes().stream().flatMapToInt(IntStream::of).toArray()), all, at);
            }
        }
        return all;
    }

    private static void add(float[] row, float[] into, int at) {
        for (int i = 0; i < row.length; i++) {
            into[at + i] += row[i];
        }
    }
}
