package dev.vignette.renderer.voice.qwen.speech;

import dev.vignette.inference.Network;
import dev.vignette.inference.Tensor;
import dev.vignette.inference.TensorScope;
import dev.vignette.renderer.voice.qwen.graph.PreparedGraphs;
import dev.vignette.renderer.voice.qwen.model.QwenConfig;
import java.util.Map;
import java.util.Set;

/**
 * The networks of {@link PreparedGraphs} run one by one, by the names of their tensors.
 *
 * @param prompt the talker for some rows of a prompt
 * @param step the talker for one row
 * @param predictor all other codes of a frame, in one run
 */
record PreparedNetworks(QwenConfig config, PreparedGraphs graphs, Network prompt, Network step, Network predictor) {
    private static final Set<String> TALKER_OUTPUTS = Set.of("logits", "hidden", "next_cache");

    /** Takes as many rows as the graph does at a time; {@code last} is the last that is meant. */
    Map<String, Tensor> prompt(TensorScope scope, float[] rows, int start, int last, Tensor cache) {
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

    /** Takes the row that {@link #predict} gave. */
    Map<String, Tensor> step(TensorScope scope, Tensor row, int start, Tensor cache) {
        return step.run(
                scope,
                Map.of("rows", row, "start", scope.longs(new long[] {start}, 1), "cache", cache),
                TALKER_OUTPUTS);
    }

    /**
     * @param hidden of the talker
     * @param code of codebook 0
     * @param sharpness 1 / temperature
     * @param text the row of text that goes with the next frame
     * @return all codes of the frame, and the talker's {@code next_row}
     */
    Map<String, Tensor> predict(
            TensorScope scope, Tensor hidden, int code, float[] uniforms, double sharpness, float[] text) {
        return predictor.run(
                scope,
                Map.of(
                        "hidden", hidden,
                        "code", scope.longs(new long[] {code}, 1),
                        "uniforms", scope.floats(uniforms, 1, uniforms.length),
                        "sharpness", scope.floats(new float[] {(float) sharpness}, 1),
                        "text", scope.floats(text, 1, config.talker().width())),
                Set.of("codes", "next_row"));
    }
}
