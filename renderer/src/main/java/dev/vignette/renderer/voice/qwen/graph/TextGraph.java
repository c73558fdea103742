package dev.vignette.renderer.voice.qwen.graph;

import static dev.vignette.inference.ElementType.FLOAT32;

import dev.vignette.inference.graph.Dimension;
import dev.vignette.inference.graph.GraphBuilder;
import dev.vignette.renderer.voice.qwen.model.Checkpoint;
import dev.vignette.renderer.voice.qwen.model.QwenConfig;

/** Brings rows of the table of text, {@code rows} [rows, text width], to the talker's width: {@code projected} [rows, width]. */
final class TextGraph {
    private TextGraph() {}

    static GraphBuilder of(QwenConfig config, Constants constants, int rows) {
        GraphBuilder graph = GraphBuilder.named("qwen3-tts text");
        Steps steps = new Steps(graph, constants);
        graph.input("rows", FLOAT32, Dimension.all(rows, config.textWidth()));
        String inner = steps.silu(steps.linear("rows", Checkpoint.TEXT_PROJECTION + "1"));
        graph.rename(steps.linear(inner, Checkpoint.TEXT_PROJECTION + "2"), "projected");
        return graph.output(
                "projected", FLOAT32, Dimension.all(rows, config.talker().width()));
    }
}
