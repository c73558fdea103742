package dev.vignette.renderer.voice.qwen.model;

import dev.vignette.inference.weights.SafeTensors;
import java.util.LinkedHashMap;
import java.util.Map;

/** The names and shapes of the tensors in the official {@code model.safetensors}. Linear layers are [out, in]. Stateless. */
public final class Checkpoint {
    public static final String TALKER = "talker.model";
    public static final String PREDICTOR = "talker.code_predictor.model";
    public static final String TEXT_TABLE = "talker.model.text_embedding.weight";
    public static final String CODEC_TABLE = "talker.model.codec_embedding.weight";
    public static final String CODEC_HEAD = "talker.codec_head.weight";
    public static final String TEXT_PROJECTION = "talker.text_projection.linear_fc";
    /** Only where the talker is wider than the predictor, with weight and bias. */
    public static final String NARROWING = "talker.code_predictor.small_to_mtp_projection";

    private Checkpoint() {}

    /** The table of a codebook's codes, as wide as the talker; {@code codebook} from 1. */
    public static String codeTable(int codebook) {
        return PREDICTOR + ".codec_embedding." + (codebook - 1) + ".weight";
    }

    /** What says a codebook; {@code codebook} from 1. */
    public static String head(int codebook) {
        return "talker.code_predictor.lm_head." + (codebook - 1) + ".weight";
    }

    public static String layer(String stack, int layer) {
        return stack + ".layers." + layer;
    }

    /** All that the language models need, by name, in the order of the layers. */
    public static Map<String, long[]> shapes(QwenConfig config) {
        Map<String, long[]> shapes = new LinkedHashMap<>();
        int width = config.talker().width();
        shapes.put(TEXT_TABLE, sizes(config.textVocabulary(), config.textWidth()));
        shapes.put(TEXT_PROJECTION + "1.weight", sizes(config.textWidth(), config.textWidth()));
        shapes.put(TEXT_PROJECTION + "1.bias", sizes(config.textWidth()));
        shapes.put(TEXT_PROJECTION + "2.weight", sizes(width, config.textWidth()));
        shapes.put(TEXT_PROJECTION + "2.bias", sizes(width));
        shapes.put(CODEC_TABLE, sizes(config.codecVocabulary(), width));
        layers(shapes, TALKER, config.talker());
        shapes.put(CODEC_HEAD, sizes(config.codecVocabulary(), width));
        if (width != config.predictor().width()) {
            shapes.put(NARROWING + ".weight", sizes(config.predictor().width(), width));
            shapes.put(NARROWING + ".bias", sizes(config.predictor().width()));
        }
        layers(shapes, PREDICTOR, config.predictor());
        for (int codebook = 1; codebook < config.codebooks(); codebook++) {
            shapes.put(codeTable(codebook), sizes(config.codebookSize(), width));
            shapes.put(
                    head(codebook),
                    sizes(config.codebookSize(), config.predictor().width()));
        }
        return shapes;
    }

    private static void layers(Map<String, long[]> shapes, String stack, DecoderShape shape) {
        for (int i = 0; i < shape.layers(); i++) {
            String layer = layer(stack, i);
            shapes.put(layer + ".input_layernorm.weight", sizes(shape.width()));
            shapes.put(layer + ".self_attn.q_proj.weight", sizes(shape.queries(), shape.width()));
            shapes.put(layer + ".self_attn.k_proj.weight", sizes(shape.keys(), shape.width()));
            shapes.put(layer + ".self_attn.v_proj.weight", sizes(shape.keys(), shape.width()));
            shapes.put(layer + ".self_attn.o_proj.weight", sizes(shape.width(), shape.queries()));
            shapes.put(layer + ".self_attn.q_norm.weight", sizes(shape.headSize()));
            shapes.put(layer + ".self_attn.k_norm.weight", sizes(shape.headSize()));
            shapes.put(layer + ".post_attention_layernorm.weight", sizes(shape.width()));
            shapes.put(layer + ".mlp.gate_proj.weight", sizes(shape.inner(), shape.width()));
            shapes.put(layer + ".mlp.up_proj.weight", sizes(shape.inner(), shape.width()));
            shapes.put(layer + ".mlp.down_proj.weight", sizes(shape.width(), shape.inner()));
        }
        shapes.put(stack + ".norm.weight", sizes(shape.width()));
    }

    /** @throws dev.vignette.inference.InferenceException if a tensor is missing or of another shape; it names the first */
    public static void require(SafeTensors weights, QwenConfig config) {
        shapes(config).forEach(weights::require);
    }

    private static long[] sizes(long... sizes) {
        return sizes;
    }
}
