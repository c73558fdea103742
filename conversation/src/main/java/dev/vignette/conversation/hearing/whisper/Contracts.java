package dev.vignette.conversation.hearing.whisper;

import dev.vignette.inference.ElementType;
import dev.vignette.inference.Network;
import dev.vignette.inference.NetworkContract;
import dev.vignette.inference.TensorSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * What the decoder files of a published export take and give: {@code decoder_model_merged}, or {@code decoder_model} for the
 * first step and {@code decoder_with_past_model} for the others.
 */
final class Contracts {
    static final String IDS = "input_ids";
    static final String HIDDEN = "encoder_hidden_states";
    static final String USE_CACHE = "use_cache_branch";
    static final String CACHE_POSITION = "cache_position";
    static final String LOGITS = "logits";
    static final String PAST = "past_key_values.";
    static final String PRESENT = "present.";

    private final WhisperConfig config;
    private final ElementType type;

    /** @param type of hidden states and caches in this file */
    Contracts(WhisperConfig config, ElementType type) {
        this.config = config;
        this.type = type;
    }

    /** Half or full precision, by what the file takes; full where the input is missing, which the contract then tells. */
    static ElementType floatType(Network network, String input) {
        boolean half = network.signature().inputs().stream()
                .anyMatch(spec -> spec.name().startsWith(input) && spec.type() == ElementType.FLOAT16);
        return half ? ElementType.FLOAT16 : ElementType.FLOAT32;
    }

    NetworkContract merged() {
        List<TensorSpec> inputs = new ArrayList<>();
        inputs.add(ids());
        inputs.add(TensorSpec.of(USE_CACHE, ElementType.BOOL, 1));
        inputs.addAll(caches(PAST, true));
        return new NetworkContract("Whisper decoder", inputs, outputs(true), List.of(hidden(), cachePosition()));
    }

    NetworkContract first() {
        return new NetworkContract(
                "Whisper decoder for the first step",
                List.of(ids(), hidden()),
                outputs(true),
                List.of(cachePosition()));
    }

    NetworkContract later() {
        List<TensorSpec> inputs = new ArrayList<>();
        inputs.add(ids());
        inputs.addAll(caches(PAST, true));
        return new NetworkContract(
                "Whisper decoder for later steps", inputs, outputs(false), List.of(hidden(), cachePosition()));
    }

    private List<TensorSpec> outputs(boolean crossAttention) {
        List<TensorSpec> outputs = new ArrayList<>();
        outputs.add(new TensorSpec(LOGITS, type, List.of(-1L, -1L, (long) config.vocabulary())));
        outputs.addAll(caches(PRESENT, crossAttention));
        return outputs;
    }

    private List<TensorSpec> caches(String prefix, boolean crossAttention) {
        List<TensorSpec> caches = new ArrayList<>();
        for (int layer = 0; layer < config.decoderLayers(); layer++) {
            for (String kind : crossAttention ? List.of("decoder", "encoder") : List.of("decoder")) {
                for (String part : List.of("key", "value")) {
                    caches.add(TensorSpec.of(
                            prefix + layer + "." + kind + "." + part, type, -1, config.heads(), -1, config.headSize()));
                }
            }
        }
        return caches;
    }

    private TensorSpec hidden() {
        return TensorSpec.of(HIDDEN, type, -1, -1, config.width());
    }

    private static TensorSpec ids() {
        return TensorSpec.of(IDS, ElementType.INT64, -1, -1);
    }

    private static TensorSpec cachePosition() {
        return TensorSpec.of(CACHE_POSITION, ElementType.INT64, -1);
    }
}
