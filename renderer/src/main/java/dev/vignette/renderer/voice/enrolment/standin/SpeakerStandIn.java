package dev.vignette.renderer.voice.enrolment.standin;

import dev.vignette.inference.ElementType;
import dev.vignette.inference.graph.Dimension;
import dev.vignette.inference.graph.GraphBuilder;
import dev.vignette.inference.graph.OnnxFile;
import dev.vignette.inference.models.StandIn;
import dev.vignette.renderer.voice.enrolment.SpeakerEncoder;
import java.nio.file.Path;
import java.util.Random;

/**
 * A stand-in for CAM++ with its inputs and outputs: dilated convolutions over time with weights drawn by lot, mean and deviation over
 * all frames, a linear map. It hears that two timbres differ, as any random features do, and knows nobody.
 */
public final class SpeakerStandIn implements StandIn {
    private static final int BANDS = 80;
    private static final int DIMENSIONS = 192;

    @Override
    public String model() {
        return "campplus";
    }

    @Override
    public String description() {
        return "CAM++'s inputs and outputs around convolutions with weights drawn by lot: knows nobody";
    }

    @Override
    public void write(Path directory, Size size, long seed) {
        int width = size == Size.FULL ? 512 : 48;
        int layers = size == Size.FULL ? 26 : 2;
        Random random = new Random(seed);
        GraphBuilder graph = GraphBuilder.named("speaker")
                .standIn()
                .metadata("framework", "3d-speaker")
                .metadata("sample_rate", "16000")
                .metadata("output_dim", Integer.toString(DIMENSIONS))
                .metadata("normalize_samples", "1")
                .metadata("feature_normalize_type", "global-mean");
        String x =
                graph.input("x", ElementType.FLOAT32, Dimension.named("N"), Dimension.named("T"), Dimension.of(BANDS));
        String flow = graph.node("Transpose")
                .inputs(x)
                .with("perm", new long[] {0, 2, 1})
                .output();
        int from = BANDS;
        for (int layer = 0; layer < layers; layer++) {
            int dilation = layer % 2 + 1;
            String weights = graph.floats("w" + layer, drawn(random, width * from * 3, from * 3), width, from, 3);
            flow = graph.node("Conv")
                    .inputs(flow, weights)
                    .with("dilations", new long[] {dilation})
                    .with("pads", new long[] {dilation, dilation})
                    .output();
            flow = graph.op("Relu", flow);
            from = width;
        }
        String mean = mean(graph, flow);
        String away = graph.op("Sub", flow, mean);
        String variance = mean(graph, graph.op("Mul", away, away));
        String deviation = graph.op("Sqrt", graph.op("Add", variance, graph.scalar("least", 1e-6f)));
        String pooled =
                graph.node("Concat").inputs(mean, deviation).with("axis", 1L).output();
        String flat = graph.node("Flatten").inputs(pooled).with("axis", 1L).output();
        String map = graph.floats("map", drawn(random, 2 * width * DIMENSIONS, 2 * width), 2L * width, DIMENSIONS);
        graph.rename(graph.op("MatMul", flat, map), "embedding");
        graph.output("embedding", ElementType.FLOAT32, Dimension.named("N"), Dimension.of(DIMENSIONS));
        new OnnxFile(graph.model()).write(directory.resolve(SpeakerEncoder.FILE));
    }

    private static String mean(GraphBuilder graph, String value) {
        return graph.node("ReduceMean")
                .inputs(value)
                .with("axes", new long[] {2})
                .with("keepdims", 1L)
                .output();
    }

    private static float[] drawn(Random random, int count, int fanIn) {
        float[] values = new float[count];
        double spread = Math.sqrt(2.0 / fanIn);
        for (int i = 0; i < count; i++) {
            values[i] = (float) (spread * random.nextGaussian());
        }
        return values;
    }
}
