package dev.vignette.renderer.voice.qwen.speech;

import dev.vignette.inference.ElementType;
import dev.vignette.inference.Engine;
import dev.vignette.inference.Network;
import dev.vignette.inference.ResourceStack;
import dev.vignette.inference.SparePool;
import dev.vignette.inference.Tensor;
import dev.vignette.inference.TensorScope;
import dev.vignette.inference.cuda.DeviceEngine;
import dev.vignette.inference.cuda.DeviceNetwork;
import dev.vignette.inference.weights.SafeTensors;
import dev.vignette.renderer.voice.qwen.graph.PreparedGraphs;
import dev.vignette.renderer.voice.qwen.model.DecoderShape;
import dev.vignette.renderer.voice.qwen.model.QwenConfig;
import dev.vignette.renderer.voice.qwen.prompt.Prompt;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The language models by {@linkplain PreparedGraphs our own graphs}: two runs for each frame, between which everything but the
 * scores of codebook 0 stays where the engine computes. On engines that tie runs to memory as many {@linkplain DecoderSlot
 * slots} are kept as were ever in use at a time, and one to spare.
 */
final class PreparedModel implements LanguageModel {
    private final Engine engine;
    private final QwenConfig config;
    private final PreparedGraphs graphs;
    private final double sharpness;
    private final ResourceStack open = new ResourceStack();
    private final PreparedNetworks networks;
    private final Embedding embedding;
    /** Holds anything: no row sees what lies in it, because its own position is the first. Null with slots. */
    private final @Nullable Tensor empty;

    /** Null without. */
    private final @Nullable SparePool<DecoderSlot> slots;

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
        sharpness = 1 / sampling.temperature();
        open.push(tables);
        try {
            Network text = open.push(engine.open(graphs.text(), "Qwen3-TTS text"));
            embedding = new PreparedTables(engine, config, tables, text, graphs.rows());
            Network prompt = open.push(engine.open(graphs.talkerPrompt(), "Qwen3-TTS talker, prompt"));
            Network step = open.push(engine.open(graphs.talkerStep(), "Qwen3-TTS talker"));
            // Where runs can be recorded, a small network run sixteen times; else a large one run once.
            Network predictor = open.push(engine.open(
                    engine instanceof DeviceEngine ? graphs.predictorStep() : graphs.predictor(),
                    "Qwen3-TTS code predictor"));
            networks = new PreparedNetworks(config, graphs, prompt, step, predictor);
            if (engine instanceof DeviceEngine device) {
                empty = null;
                // Closed before the networks that its slots are tied to.
                SparePool<DecoderSlot> pool = open.push(slots(device, config, graphs, networks));
                pool.give(pool.take());
                slots = pool;
            } else {
                slots = null;
                empty = warmedUp(open.push(engine.scope()));
            }
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Runs the talker's prompt over nothing: the cache that comes of it is where the engine wants it. */
    private Tensor warmedUp(TensorScope resident) {
        DecoderShape shape = config.talker();
        long[] sizes = {2L * shape.layers(), shape.keyValueHeads(), graphs.places(), shape.headSize()};
        long count = 1;
        for (long size : sizes) {
            count *= size;
        }
        try (TensorScope scope = engine.scope()) {
            ElementType type = graphs.type();
            Tensor zeros = scope.bytes(type, ByteBuffer.allocate(Math.toIntExact(count * type.bytes())), sizes);
            float[] rows = new float[graphs.rows() * shape.width()];
            return resident.adopt(SteppedSentence.tensor(networks.prompt(scope, rows, 0, 0, zeros), "next_cache"));
        }
    }

    @Override
    public boolean standIn() {
        return networks.step().standIn();
    }

    @Override
    public int places() {
        return graphs.places();
    }

    @Override
    public Sentence begin(Prompt prompt, float[] voice) {
        SentenceRows rows = new SentenceRows(embedding, prompt, voice);
        SparePool<DecoderSlot> pool = slots;
        if (pool != null) {
            return new RecordedSentence(pool.take(), rows, graphs.rows(), embedding, sharpness, pool::give);
        }
        return new SteppedSentence(networks, engine.scope(), rows, Objects.requireNonNull(empty), sharpness);
    }

    private static SparePool<DecoderSlot> slots(
            DeviceEngine engine, QwenConfig config, PreparedGraphs graphs, PreparedNetworks networks) {
        DecoderSlot.Networks tied = new DecoderSlot.Networks(
                (DeviceNetwork) networks.prompt(), (DeviceNetwork) networks.step(), (DeviceNetwork)
                        networks.predictor());
        return new SparePool<>("qwen-slot", () -> new DecoderSlot(engine, config, graphs, tied));
    }

    @Override
    public void close() {
        open.close();
    }
}
