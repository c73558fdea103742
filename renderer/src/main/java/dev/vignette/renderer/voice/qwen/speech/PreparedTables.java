package dev.vignette.renderer.voice.qwen.speech;

import dev.vignette.inference.Engine;
import dev.vignette.inference.Network;
import dev.vignette.inference.TensorScope;
import dev.vignette.inference.weights.SafeTensors;
import dev.vignette.renderer.voice.qwen.model.Checkpoint;
import dev.vignette.renderer.voice.qwen.model.QwenConfig;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Rows from the tables of the checkpoint; those of text are projected by a network and kept, up to a number of them. */
final class PreparedTables implements Embedding {
    private static final int MOST_TEXT_ROWS = 4_096;

    private final Engine engine;
    private final QwenConfig config;
    private final SafeTensors tables;
    private final Network text;
    private final int rows;
    private final Map<Integer, float[]> projected = new ConcurrentHashMap<>();

    /**
     * @param tables and {@code text}, which projects their rows: closed by whoever opened them
     * @param rows that the network takes at a time
     */
    PreparedTables(Engine engine, QwenConfig config, SafeTensors tables, Network text, int rows) {
        this.engine = engine;
        this.config = config;
        this.tables = tables;
        this.text = text;
        this.rows = rows;
    }

    @Override
    public Map<Integer, float[]> text(Set<Integer> ids) {
        List<Integer> wanted =
                ids.stream().filter(id -> !projected.containsKey(id)).toList();
        Map<Integer, float[]> found = new HashMap<>();
        for (int from = 0; from < wanted.size(); from += rows) {
            project(wanted.subList(from, Math.min(wanted.size(), from + rows)), found);
        }
        ids.forEach(id -> found.computeIfAbsent(id, projected::get));
        if (projected.size() < MOST_TEXT_ROWS) {
            projected.putAll(found);
        }
        return found;
    }

    private void project(List<Integer> ids, Map<Integer, float[]> into) {
        float[] given = new float[rows * config.textWidth()];
        for (int i = 0; i < ids.size(); i++) {
            float[] row = tables.row(Checkpoint.TEXT_TABLE, ids.get(i));
            System.arraycopy(row, 0, given, i * row.length, row.length);
        }
        try (TensorScope scope = engine.scope()) {
            FloatBuffer made = Objects.requireNonNull(text.run(
                                    scope,
                                    Map.of("rows", scope.floats(given, rows, config.textWidth())),
                                    Set.of("projected"))
                            .get("projected"))
                    .floats();
            for (int i = 0; i < ids.size(); i++) {
                float[] row = new float[config.talker().width()];
                made.get(i * row.length, row);
                into.put(ids.get(i), row);
            }
        }
    }

    @Override
    public float[] code(int id) {
        return tables.row(Checkpoint.CODEC_TABLE, id);
    }

    @Override
    public float[] frame(int[] codes) {
        float[] sum = code(codes[0]);
        for (int book = 1; book < codes.length; book++) {
            float[] row = tables.row(Checkpoint.codeTable(book), codes[book]);
            for (int i = 0; i < sum.length; i++) {
                sum[i] += row[i];
            }
        }
        return sum;
    }
}
