package dev.vignette.renderer.voice.qwen.speech;

import dev.vignette.inference.ElementType;
import dev.vignette.inference.Engine;
import dev.vignette.inference.Network;
import dev.vignette.inference.ResourceStack;
import dev.vignette.inference.Tensor;
import dev.vignette.inference.TensorScope;
import dev.vignette.inference.cuda.DeviceEngine;
import dev.vignette.inference.cuda.DeviceNetwork;
import dev.vignette.inference.weights.SafeTensors;
import dev.vignette.renderer.voice.qwen.graph.PreparedGraphs;
import dev.vignette.renderer.voice.qwen.model.Checkpoint;
import dev.vignette.renderer.voice.qwen.model.QwenConfig;
import dev.vignette.renderer.voice.qwen.prompt.Prompt;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.jspecify.annotations.Nullable;

/**
 * The language models by {@linkplain dev.vignette.renderer.voice.qwen.graph our own graphs}: two runs for each frame, between
 * which everything but the scores of codebook 0 stays where the engine computes.
 */
final class PreparedModel implements LanguageModel, Embedding {
    private static final Set<String> TALKER_OUTPUTS = Set.of("logits", "hidden", "next_cache");
    private static final int MOST_TEXT_ROWS = 4_096;

    private final Engine engine;
    private final QwenConfig config;
    private final PreparedGraphs graphs;
    private final Sampling sampling;
    private final ResourceStack open = new ResourceStack();
    private final SafeTensors tables;
    private final Network prompt;
    private final Network step;
    private final Network predictor;
    private final Network text;
    private final TensorScope resident;
    /** Holds anything: no row sees what lies in it, because its own position is the first. Null with slots. */
    private final @Nullable Tensor empty;

    /** Where sentences are said on engines that tie runs to memory. Those that nobody uses. */
    private final Deque<DecoderSlot> slots = new ConcurrentLinkedDeque<>();

    private final Map<Integer, float[]> textRows = new ConcurrentHashMap<>();

    /**
     * Opens what is in {@code graphs} and warms it up.
     *
     * @param tables the checkpoint that they were made of; closed with this
     * @param sampling of the other codebooks; the graph has its own top-k
     */
    PreparedModel(Engine engine, QwenConfig config, PreparedGraphs graphs, SafeTensors tables, Sampling sampling) {
        this.engine = engine;
        this.config = config;
        this.graphs = graphs;
        this.sampling = sampling;
        this.tables = open.push(tables);
        try {
            text = open.push(engine.open(graphs.text(), "Qwen3-TTS text"));
            prompt = open.push(engine.open(graphs.talkerPrompt(), "Qwen3-TTS talker, prompt"));
            step = open.push(engine.open(graphs.talkerStep(), "Qwen3-TTS talker"));
            // Where runs can be recorded, a small network run sixteen times; else a large one run once.
            predictor = open.push(engine.open(
                    engine instanceof DeviceEngine ? graphs.predictorStep() : graphs.predictor(),
                    "Qwen3-TTS code predictor"));
            resident = open.push(engine.scope());
            if (engine instanceof DeviceEngine) {
                empty = null;
                slots.push(slot());
            } else {
                empty = resident.adopt(warmedUp());
            }
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Runs the talker's prompt over nothing: the cache that comes of it is where the engine wants it. */
    private Tensor warmedUp() {
        var shape = config.talker();
        long[] sizes = {2L * shape.layers(), shape.keyValueHeads(), graphs.places(), shape.headSize()};
        long count = 1;
        for (long size : sizes) {
            count *= size;
        }
        try (TensorScope scope = engine.scope()) {
            ElementType type = graphs.type();
            Tensor zeros = scope.bytes(type, ByteBuffer.allocate(Math.toIntExact(count * type.bytes())), sizes);
            float[] rows = new float[graphs.rows() * shape.width()];
            return resident.adopt(tensor(talk(scope, rows, 0, 0, zeros), "next_cache"));
        }
    }

    private Map<String, Tensor> talk(TensorScope scope, float[] rows, int start, int last, Tensor cache) {
        return prompt.run(
                scope,
                Map.of(
                        "rows",
                                scope.floats(
                                        rows, graphs.rows(), config.talker().width()),
                        "start", scope.longs(new long[] {start}, 1),
                        "last", scope.longs(new long[] {last}, 1),
                        "cache", cache),
                TALKER_OUTPUTS);
    }

    @Override
    public boolean standIn() {
        return step.standIn();
    }

    @Override
    public int places() {
        return graphs.places();
    }

    @Override
    public Map<Integer, float[]> text(Set<Integer> ids) {
        List<Integer> wanted =
                ids.stream().filter(id -> !textRows.containsKey(id)).toList();
        Map<Integer, float[]> rows = new HashMap<>();
        for (int from = 0; from < wanted.size(); from += graphs.rows()) {
            project(wanted.subList(from, Math.min(wanted.size(), from + graphs.rows())), rows);
        }
        ids.forEach(id -> rows.computeIfAbsent(id, textRows::get));
        if (textRows.size() < MOST_TEXT_ROWS) {
            textRows.putAll(rows);
        }
        return rows;
    }

    private void project(List<Integer> ids, Map<Integer, float[]> into) {
        float[] rows = new float[graphs.rows() * config.textWidth()];
        for (int i = 0; i < ids.size(); i++) {
            float[] row = tables.row(Checkpoint.TEXT_TABLE, ids.get(i));
            System.arraycopy(row, 0, rows, i * row.length, row.length);
        }
        try (TensorScope scope = engine.scope()) {
            Map<String, Tensor> made = text.run(
                    scope, Map.of("rows", scope.floats(rows, graphs.rows(), config.textWidth())), Set.of("projected"));
            FloatBuffer projected = tensor(made, "projected").floats();
            for (int i = 0; i < ids.size(); i++) {
                float[] row = new float[config.talker().width()];
                projected.get(i * row.length, row);
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

    private static Tensor tensor(Map<String, Tensor> outputs, String name) {
        Tensor tensor = outputs.get(name);
        if (tensor == null) {
            throw new IllegalStateException("Nothing was said yet of which there could be a next frame.");
        }
        return tensor;
    }

    @Override
    public Sentence begin(Prompt asked, float[] voice) {
        return engine instanceof DeviceEngine ? new SaidInSlot(asked, voice) : new Said(asked, voice);
    }

    private DecoderSlot slot() {
        DecoderSlot free = slots.poll();
        return free != null
                ? free
                : new DecoderSlot(
                        (DeviceEngine) engine,
                        config,
                        graphs,
                        new DecoderSlot.Networks(
                                (DeviceNetwork) prompt, (DeviceNetwork) step, (DeviceNetwork) predictor));
    }

    /** Ties every run to the memory of a slot, which the next sentence uses again. */
    private final class SaidInSlot implements Sentence {
        private final Prompt asked;
        private final Map<Integer, float[]> texts;
        private final DecoderSlot slot;
        private int position;
        private int frame;

        SaidInSlot(Prompt asked, float[] voice) {
            this.asked = asked;
            texts = texts(asked);
            float[] rows = rows(asked, voice);
            slot = slot();
            int width = config.talker().width();
            for (int count = asked.rows().size(); position < count; position += graphs.rows()) {
                int some = Math.min(graphs.rows(), count - position);
                float[] part = new float[graphs.rows() * width];
                System.arraycopy(rows, position * width, part, 0, some * width);
                slot.take(part, some, position);
            }
            position = asked.rows().size();
        }

        @Override
        public float[] logits() {
            return slot.logits();
        }

        @Override
        public int[] frame(int first, float[] uniforms) {
            float[] text = Objects.requireNonNull(texts.get(asked.textAfter(frame++)));
            return slot.say(first, code(first), uniforms, 1 / sampling.temperature(), text, position++);
        }

        @Override
        public void advance() {
            // The slot has gone on already.
        }

        @Override
        public void close() {
            slot.logits();
            slots.push(slot);
        }
    }

    private Map<Integer, float[]> texts(Prompt asked) {
        Set<Integer> ids = new HashSet<>(asked.trailing());
        ids.add(asked.then());
        return text(ids);
    }

    /** Keeps cache and hidden state on the device. */
    private final class Said implements Sentence {
        private final TensorScope scope = engine.scope();
        private final Prompt asked;
        private final Map<Integer, float[]> texts;
        private Map<String, Tensor> talked = Map.of();
        private Map<String, Tensor> predicted = Map.of();
        private int position;
        private int frame;

        Said(Prompt asked, float[] voice) {
            this.asked = asked;
            try {
                texts = texts(asked);
                take(rows(asked, voice), asked.rows().size());
            } catch (RuntimeException e) {
                scope.close();
                throw e;
            }
        }

        private void take(float[] rows, int count) {
            int width = config.talker().width();
            while (position < count) {
                int some = Math.min(graphs.rows(), count - position);
                float[] part = new float[graphs.rows() * width];
                System.arraycopy(rows, position * width, part, 0, some * width);
                Map<String, Tensor> before = talked;
                talked = talk(
                        scope,
                        part,
                        position,
                        some - 1,
                        before.isEmpty() ? Objects.requireNonNull(empty) : tensor(before, "next_cache"));
                before.values().forEach(scope::free);
                position += some;
            }
        }

        @Override
        public float[] logits() {
            float[] logits = new float[config.codecVocabulary()];
            tensor(talked, "logits").floats().get(0, logits);
            return logits;
        }

        @Override
        public int[] frame(int first, float[] uniforms) {
            predicted = predictor.run(
                    scope,
                    Map.of(
                            "hidden", tensor(talked, "hidden"),
                            "code", scope.longs(new long[] {first}, 1),
                            "uniforms", scope.floats(uniforms, 1, uniforms.length),
                            "sharpness", scope.floats(new float[] {(float) (1 / sampling.temperature())}, 1),
                            "text",
                                    scope.floats(
                                            textAfter(frame), 1, config.talker().width())),
                    Set.of("codes", "next_row"));
            int[] codes = new int[config.codebooks()];
            var said = tensor(predicted, "codes").longs();
            for (int i = 0; i < codes.length; i++) {
                codes[i] = (int) said.get(i);
            }
            return codes;
        }

        private float[] textAfter(int index) {
            return Objects.requireNonNull(texts.get(asked.textAfter(index)));
        }

        @Override
        public void advance() {
            Map<String, Tensor> before = talked;
            talked = step.run(
                    scope,
                    Map.of(
                            "rows", tensor(predicted, "next_row"),
                            "start", scope.longs(new long[] {position}, 1),
                            "cache", tensor(before, "next_cache")),
                    TALKER_OUTPUTS);
            before.values().forEach(scope::free);
            predicted.values().forEach(scope::free);
            predicted = Map.of();
            position++;
            frame++;
        }

        @Override
        public void close() {
            scope.close();
        }
    }

    @Override
    public void close() {
        slots.forEach(DecoderSlot::close);
        slots.clear();
        open.close();
    }
}
