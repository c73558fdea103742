package dev.vignette.renderer.voice.qwen.speech;

import static dev.vignette.inference.ElementType.FLOAT32;
import static dev.vignette.inference.ElementType.INT64;

import dev.vignette.inference.InferenceException;
import dev.vignette.inference.NetworkContract;
import dev.vignette.inference.TensorSpec;
import dev.vignette.renderer.voice.qwen.model.DecoderShape;
import dev.vignette.renderer.voice.qwen.model.QwenConfig;
import java.nio.file.Path;
import java.util.List;

/** What the published graphs of a model of this shape take and give. Outputs have other names in other exports. */
record Published(QwenConfig config) {
    NetworkContract textEmbed() {
        return taking("text_embed", TensorSpec.of("text_ids", INT64, -1, -1));
    }

    NetworkContract codecEmbed() {
        return taking("codec_embed", TensorSpec.of("codec_ids", INT64, -1, -1));
    }

    NetworkContract residualEmbed() {
        return taking("residual_embed", TensorSpec.of("codec_ids", INT64, -1, config.codebooks()));
    }

    NetworkContract codePredictor() {
        return taking(
                "code_predictor",
                TensorSpec.of("talker_hidden", FLOAT32, -1, config.talker().width()),
                TensorSpec.of("codec_ids", INT64, -1, config.codebooks()));
    }

    NetworkContract decoder() {
        return taking("tok_decoder", TensorSpec.of("audio_codes", INT64, 1, -1, config.codebooks()));
    }

    NetworkContract encoder() {
        return taking("tok_encoder", TensorSpec.of("audio", FLOAT32, 1, 1, -1));
    }

    NetworkContract speaker() {
        return taking("speaker_encoder", TensorSpec.of("audio", FLOAT32, -1, -1));
    }

    private static NetworkContract taking(String network, TensorSpec... inputs) {
        return new NetworkContract("Qwen3-TTS " + network, List.of(inputs), List.of());
    }

    /** By place and shape: names of past and present differ between exports. */
    void requireTalker(NetworkContract file, Path path) {
        DecoderShape shape = config.talker();
        int caches = 2 * shape.layers();
        if (file.inputs().size() != 3 + caches || file.outputs().size() != 2 + caches) {
            throw differs(
                    path,
                    file.inputs().size() + " inputs and " + file.outputs().size() + " outputs where " + (3 + caches)
                            + " and " + (2 + caches) + " belong");
        }
        require(path, file.inputs().get(0), -1, -1, shape.width());
        require(path, file.inputs().get(1), 3, -1, -1);
        require(path, file.inputs().get(2), -1, -1);
        require(path, file.outputs().get(0), -1, -1, config.codecVocabulary());
        require(path, file.outputs().get(1), -1, -1, shape.width());
        for (int i = 0; i < caches; i++) {
            require(path, file.inputs().get(3 + i), -1, shape.keyValueHeads(), -1, shape.headSize());
            require(path, file.outputs().get(2 + i), -1, shape.keyValueHeads(), -1, shape.headSize());
        }
    }

    private static void require(Path path, TensorSpec found, long... shape) {
        if (!found.dimensions().isEmpty() && !found.fits(shape)) {
            throw differs(path, found + " where " + TensorSpec.shapeText(shape) + " belongs");
        }
    }

    private static InferenceException differs(Path path, String difference) {
        return new InferenceException("The file " + path + " is no Qwen3-TTS talker_cache of the expected kind: it has "
                + difference + ". Pull the model again.");
    }
}
