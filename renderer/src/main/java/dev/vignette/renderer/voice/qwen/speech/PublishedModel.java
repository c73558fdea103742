package dev.vignette.renderer.voice.qwen.speech;

import dev.vignette.inference.ElementType;
import dev.vignette.inference.Engine;
import dev.vignette.inference.Network;
import dev.vignette.inference.ResourceStack;
import dev.vignette.inference.Tensor;
import dev.vignette.inference.TensorScope;
import dev.vignette.inference.TensorSpec;
import dev.vignette.renderer.voice.qwen.model.QwenConfig;
import dev.vignette.renderer.voice.qwen.prompt.Prompt;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The language models by the published graphs: the talker with a cache that grows, the code predictor run anew for each of
 * the fifteen codes of a frame. Several times slower than {@link PreparedModel}, whose results it is the measure of.
 */
final class PublishedModel implements LanguageModel, Embedding {
    /** What a sentence may take: the published graphs set no limit. */
    private static final int PLACES = 2_048;

    private final Engine engine;
    private final QwenConfig config;
    private final Sampling sampling;
    private final ResourceStack open = new ResourceStack();
    private final Network text;
    private final Network codec;
    private final Network talker;
    private final Network predictor;
    private final Network residual;

    /** @param directory with the five files, such as {@code cpu_fp32} */
    PublishedModel(Engine engine, QwenConfig config, Path directory, Sampling sampling) {
        this.engine = engine;
        this.config = config;
        this.sampling = sampling;
        try {
            Published published = new Published(config);
            text = open.push(engine.open(directory.resolve("text_embed.onnx"), published.textEmbed()));
            codec = open.push(engine.open(directory.resolve("codec_embed.onnx"), published.codecEmbed()));
            talker = open.push(engine.open(directory.resolve("talker_cache.onnx"), "Qwen3-TTS talker_cache"));
            published.requireTalker(talker.signature(), directory.resolve("talker_cache.onnx"));
            predictor = open.push(engine.open(directory.resolve("code_predictor.onnx"), published.codePredictor()));
            residual = open.push(engine.open(directory.resolve("residual_embed.onnx"), published.residualEmbed()));
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    @Override
    public boolean standIn() {
        return talker.standIn();
    }

    @Override
    public int places() {
        return PLACES;
    }

    @Override
    public Map<Integer, float[]> text(Set<Integer> ids) {
        List<Integer> wanted = List.copyOf(ids);
        Map<Integer, float[]> rows = new HashMap<>();
        long[] values = wanted.stream().mapToLong(Integer::longValue).toArray();
        try (TensorScope scope = engine.scope()) {
            Tensor embedded = only(text, scope, Map.of("text_ids", scope.longs(values, 1, values.length)));
            for (int i = 0; i < values.length; i++) {
                rows.put(wanted.get(i), row(embedded, i));
            }
        }
        return rows;
    }

    @Override
    public float[] code(int id) {
        try (TensorScope scope = engine.scope()) {
            return row(only(codec, scope, Map.of("codec_ids", scope.longs(new long[] {id}, 1, 1))), 0);
        }
    }

    @Override
    public float[] frame(int[] codes) {
        long[] values = Arrays.stream(codes).asLongStream().toArray();
        try (TensorScope scope = engine.scope()) {
            return row(only(residual, scope, Map.of("codec_ids", scope.longs(values, 1, values.length))), 0);
        }
    }

    private float[] row(Tensor rows, int index) {
        float[] row = new float[config.talker().width()];
        rows.floats().get(index * row.length, row);
        return row;
    }

    private static Tensor only(Network network, TensorScope scope, Map<String, Tensor> inputs) {
        String output = network.signature().outputs().getFirst().name();
        return Objects.requireNonNull(network.run(scope, inputs, Set.of(output)).get(output));
    }

    @Override
    public Sentence begin(Prompt asked, float[] voice) {
        return new Said(asked, voice);
    }

    private final class Said implements Sentence {
        private final TensorScope scope = engine.scope();
        private final SentenceRows rows;
        private final List<TensorSpec> inputs = talker.signature().inputs();
        private final List<TensorSpec> outputs = talker.signature().outputs();
        private List<Tensor> talked = List.of();
        private int[] codes = {};
        private int position;
        private int frame;

        Said(Prompt asked, float[] voice) {
            try {
                rows = new SentenceRows(PublishedModel.this, asked, voice);
                talk(rows.prompt());
            } catch (RuntimeException e) {
                scope.close();
                throw e;
            }
        }

        private void talk(float[] rows) {
            int count = rows.length / config.talker().width();
            long[] positions = new long[3 * count];
            Arrays.setAll(positions, i -> position + i % count);
            long[] ones = new long[position + count];
            Arrays.fill(ones, 1);
            Map<String, Tensor> given = new LinkedHashMap<>();
            given.put(
                    inputs.get(0).name(),
                    scope.floats(rows, 1, count, config.talker().width()));
            given.put(inputs.get(1).name(), scope.longs(positions, 3, 1, count));
            given.put(inputs.get(2).name(), scope.longs(ones, 1, ones.length));
            for (int i = 3; i < inputs.size(); i++) {
                given.put(
                        inputs.get(i).name(),
                        talked.isEmpty() ? nothing(inputs.get(i).type()) : talked.get(i - 1));
            }
            Map<String, Tensor> results = talker.run(
                    scope, given, outputs.stream().map(TensorSpec::name).collect(Collectors.toSet()));
            talked.forEach(scope::free);
            // Past and present go together by their places in the lists, whatever they are called.
            talked = outputs.stream()
                    .map(output -> Objects.requireNonNull(results.get(output.name())))
                    .toList();
            position += count;
        }

        private Tensor nothing(ElementType type) {
            return scope.bytes(
                    type,
                    ByteBuffer.allocate(0),
                    1,
                    config.talker().keyValueHeads(),
                    0,
                    config.talker().headSize());
        }

        @Override
        public float[] logits() {
            float[] logits = new float[config.codecVocabulary()];
            var all = talked.get(0).floats();
            all.get(all.limit() - logits.length, logits);
            return logits;
        }

        @Override
        public int[] frame(int first, float[] uniforms) {
            int width = config.talker().width();
            float[] hidden = new float[width];
            var all = talked.get(1).floats();
            all.get(all.limit() - width, hidden);
            codes = new int[config.codebooks()];
            codes[0] = first;
            for (int book = 1; book < codes.length; book++) {
                codes[book] = code(book, hidden, uniforms[book - 1]);
            }
            return codes.clone();
        }

        /** Later codes are zeros: the graph looks back only. */
        private int code(int book, float[] hidden, float uniform) {
            long[] known = Arrays.stream(codes).asLongStream().toArray();
            try (TensorScope once = engine.scope()) {
                Tensor logits = only(
                        predictor,
                        once,
                        Map.of(
                                "talker_hidden", once.floats(hidden, 1, hidden.length),
                                "codec_ids", once.longs(known, 1, known.length)));
                // Some exports pad the last axis.
                int stride = (int) logits.shape()[2];
                float[] scores = new float[config.codebookSize()];
                logits.floats().get((book - 1) * stride, scores);
                return Draw.from(scores, 0, scores.length, sampling, uniform);
            }
        }

        @Override
        public void advance() {
            if (codes.length == 0) {
                throw new IllegalStateException("Nothing was said yet of which there could be a next frame.");
            }
            float[] row = PublishedModel.this.frame(codes);
            float[] words = rows.textAfter(frame);
            for (int i = 0; i < row.length; i++) {
                row[i] += words[i];
            }
            talk(row);
            codes = new int[0];
            frame++;
        }

        @Override
        public void close() {
            scope.close();
        }
    }

    @Override
    public void close() {
        open.close();
    }
}
