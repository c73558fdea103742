package dev.vignette.renderer.voice.enrolment;

import dev.vignette.inference.ElementType;
import dev.vignette.inference.graph.Dimension;
import dev.vignette.inference.graph.GraphBuilder;
import dev.vignette.inference.graph.OnnxFile;
import java.nio.file.Path;

/** A speaker model that needs no training: how much each band moves, beside the others. Poor, but it hears who hums and who whistles. */
public final class BandsModel {
    private static final int BANDS = 80;

    private BandsModel() {}

    public static void write(Path file) {
        GraphBuilder graph = GraphBuilder.named("bands");
        String x =
                graph.input("x", ElementType.FLOAT32, Dimension.named("N"), Dimension.named("T"), Dimension.of(BANDS));
        String power = mean(graph, graph.op("Mul", x, x), 1, 0);
        String level = graph.op("Log", graph.op("Add", power, graph.scalar("least", 1e-6f)));
        graph.rename(graph.op("Sub", level, mean(graph, level, 1, 1)), "embedding");
        graph.output("embedding", ElementType.FLOAT32, Dimension.named("N"), Dimension.of(BANDS));
        new OnnxFile(graph.model()).write(file);
    }

    private static String mean(GraphBuilder graph, String value, long axis, long keep) {
        return graph.node("ReduceMean")
                .inputs(value)
                .with("axes", new long[] {axis})
                .with("keepdims", keep)
                .output();
    }
}
