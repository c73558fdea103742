package dev.vignette.renderer.voice.moss;

import static dev.vignette.inference.ElementType.FLOAT32;
import static dev.vignette.inference.ElementType.INT32;

import dev.vignette.inference.ElementType;
import dev.vignette.inference.Engine;
import dev.vignette.inference.Network;
import dev.vignette.inference.NetworkContract;
import dev.vignette.inference.TensorSpec;
import dev.vignette.renderer.voice.moss.MossManifest.AttentionCache;
import dev.vignette.renderer.voice.moss.MossManifest.ModelConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The model's networks, each opened when it is first needed and checked against what the JSON files say of it. Safe to use from
 * any thread; closing it closes the networks, not the engine.
 */
final class MossNetworks implements AutoCloseable {

    /** Networks by what they are for. */
    enum Part {
        /** The whole prompt at once. */
        PREFILL,
        /** One more frame. */
        DECODE_STEP,
        /** Draws a frame by random numbers that it is given. */
        SAMPLED_FRAME,
        /** One code at a time, for sampling of one's own. */
        CACHED_STEP,
        CODEC_ENCODE,
        CODEC_DECODE_FULL,
        CODEC_DECODE_STEP
    }

    private final Engine engine;
    private final MossModel model;
    private final Map<Part, Network> open = new LinkedHashMap<>();

    /** @param engine runs them; is not closed */
    MossNetworks(Engine engine, MossModel model) {
        this.engine = engine;
        this.model = model;
    }

    Engine engine() {
        return engine;
    }

    MossModel model() {
        return model;
    }

    /** @throws dev.vignette.inference.InferenceException if the file is missing, damaged or another than expected */
    synchronized Network network(Part part) {
        return open.computeIfAbsent(part, this::opened);
    }

    private Network opened(Part part) {
        Path file = switch (part) {
            case PREFILL -> model.network("prefill");
            case DECODE_STEP -> model.network("decode_step");
            case SAMPLED_FRAME -> model.network("local_fixed_sampled_frame");
            case CACHED_STEP -> model.network("local_cached_step");
            case CODEC_ENCODE -> model.codecNetwork("encode");
            case CODEC_DECODE_FULL -> model.codecNetwork("decode_full");
            case CODEC_DECODE_STEP -> model.codecNetwork("decode_step");
        };
        return engine.open(file, contract(part));
    }

    private NetworkContract contract(Part part) {
        ModelConfig config = model.language().modelConfig();
        long width = model.codebooks() + 1L;
        long hidden = config.hiddenSize();
        return switch (part) {
            case PREFILL ->
                contract(
                        "MOSS prefill",
                        List.of(spec("input_ids", INT32, 1, -1, width), spec("attention_mask", INT32, 1, -1)),
                        global(model.language().onnx().prefillOutputNames()));
            case DECODE_STEP -> {
                List<TensorSpec> inputs = new ArrayList<>(
                        List.of(spec("input_ids", INT32, 1, 1, width), spec("past_valid_lengths", INT32, 1)));
                pasts().forEach(name -> inputs.add(spec(name, FLOAT32, 1, -1, config.globalHeads(), config.headDim())));
                yield contract(
                        "MOSS decode step",
                        inputs,
                        global(model.language().onnx().decodeOutputNames()));
            }
            case SAMPLED_FRAME ->
                contract(
                        "MOSS sampled frame",
                        List.of(
                                spec("global_hidden", FLOAT32, 1, hidden),
                                spec("repetition_seen_mask", INT32, 1, model.codebooks(), model.codebookSize()),
                                spec("assistant_random_u", FLOAT32, 1),
                                spec("audio_random_u", FLOAT32, 1, model.codebooks())),
                        List.of(
                                spec("should_continue", INT32, 1, 1),
                                spec("frame_token_ids", INT32, 1, model.codebooks())));
            case CACHED_STEP -> cachedStep(config);
            case CODEC_ENCODE ->
                contract(
                        "MOSS codec encoder",
                        List.of(spec("waveform", FLOAT32, 1, 2, -1), spec("input_lengths", INT32, 1)),
                        List.of(
                                spec("audio_codes", INT32, 1, -1, model.codebooks()),
                                spec("audio_code_lengths", INT32, 1)));
            case CODEC_DECODE_FULL -> contract("MOSS codec decoder", codes(), sound());
            case CODEC_DECODE_STEP -> codecStep();
        };
    }

    private NetworkContract cachedStep(ModelConfig config) {
        List<TensorSpec> inputs = new ArrayList<>(List.of(
                spec("global_hidden", FLOAT32, 1, config.hiddenSize()),
                spec("text_token_id", INT32, 1),
                spec("audio_token_id", INT32, 1),
                spec("channel_index", INT32, 1),
                spec("step_type", INT32, 1),
                spec("past_valid_lengths", INT32, 1)));
        List<TensorSpec> outputs = new ArrayList<>(List.of(
                spec("text_logits", FLOAT32, 1, config.vocabSize()),
                spec("audio_logits", FLOAT32, 1, model.codebooks(), model.codebookSize())));
        for (int layer = 0; layer < config.localLayers(); layer++) {
            for (String kind : List.of("key_", "value_")) {
                long[] shape = {1, -1, config.localHeads(), config.localHeadDim()};
                inputs.add(spec("local_past_" + kind + layer, FLOAT32, shape));
                outputs.add(spec("local_present_" + kind + layer, FLOAT32, shape));
            }
        }
        return contract("MOSS cached step", inputs, outputs);
    }

    private NetworkContract codecStep() {
        List<TensorSpec> inputs = new ArrayList<>(codes());
        List<TensorSpec> outputs = new ArrayList<>(sound());
        var streaming = model.codec().streamingDecode();
        streaming.transformerOffsets().forEach(offset -> {
            inputs.add(new TensorSpec(offset.inputName(), INT32, offset.shape()));
            outputs.add(new TensorSpec(offset.outputName(), INT32, offset.shape()));
        });
        for (AttentionCache cache : streaming.attentionCaches()) {
            inputs.add(new TensorSpec(cache.offsetInputName(), INT32, cache.offsetShape()));
            inputs.add(new TensorSpec(cache.cachedKeysInputName(), FLOAT32, cache.cacheShape()));
            inputs.add(new TensorSpec(cache.cachedValuesInputName(), FLOAT32, cache.cacheShape()));
            inputs.add(new TensorSpec(cache.cachedPositionsInputName(), INT32, cache.positionsShape()));
            outputs.add(new TensorSpec(cache.offsetOutputName(), INT32, cache.offsetShape()));
            outputs.add(new TensorSpec(cache.cachedKeysOutputName(), FLOAT32, cache.cacheShape()));
            outputs.add(new TensorSpec(cache.cachedValuesOutputName(), FLOAT32, cache.cacheShape()));
            outputs.add(new TensorSpec(cache.cachedPositionsOutputName(), INT32, cache.positionsShape()));
        }
        return contract("MOSS codec step", inputs, outputs);
    }

    private List<TensorSpec> codes() {
        return List.of(spec("audio_codes", INT32, 1, -1, model.codebooks()), spec("audio_code_lengths", INT32, 1));
    }

    private static List<TensorSpec> sound() {
        return List.of(spec("audio", FLOAT32, 1, 2, -1), spec("audio_lengths", INT32, 1));
    }

    /** The hidden state and what the past is after the run. */
    private List<TensorSpec> global(List<String> names) {
        ModelConfig config = model.language().modelConfig();
        List<TensorSpec> outputs = new ArrayList<>();
        outputs.add(spec(names.getFirst(), FLOAT32, 1, -1, config.hiddenSize()));
        names.stream()
                .skip(1)
                .forEach(name -> outputs.add(spec(name, FLOAT32, 1, -1, config.globalHeads(), config.headDim())));
        return outputs;
    }

    /** Inputs of {@link Part#DECODE_STEP} that are the past. */
    List<String> pasts() {
        List<String> names = model.language().onnx().decodeInputNames();
        return names.subList(2, names.size());
    }

    private static NetworkContract contract(String title, List<TensorSpec> inputs, List<TensorSpec> outputs) {
        return new NetworkContract(title, inputs, outputs);
    }

    private static TensorSpec spec(String name, ElementType type, long... shape) {
        return TensorSpec.of(name, type, shape);
    }

    @Override
    public synchronized void close() {
        open.values().forEach(Network::close);
        open.clear();
    }
}
