package dev.vignette.inference.standin.whisper;

import static dev.vignette.inference.ElementType.FLOAT32;

import dev.vignette.inference.graph.Dimension;
import dev.vignette.inference.graph.GraphBuilder;

/** {@code encoder_model.onnx}: two convolutions, the second of stride 2, positions, and layers of attention. */
final class EncoderGraph {
    private EncoderGraph() {}

    static GraphBuilder of(WhisperShape shape, Weights weights) {
        GraphBuilder graph = GraphBuilder.named("whisper-encoder").standIn();
        Layers layers = new Layers(graph, weights, shape, false);
        Dimension batch = Dimension.named("batch_size");
        graph.input(
                "input_features",
                FLOAT32,
                batch,
                Dimension.of(shape.mels()),
                Dimension.of(2L * shape.audioPositions()));
        String x = layers.gelu(
                graph, convolution(graph, layers, "conv1", "input_features", shape.mels(), shape.width(), 1));
        x = layers.gelu(graph, convolution(graph, layers, "conv2", x, shape.width(), shape.width(), 2));
        x = Layers.transpose(graph, x, 0, 2, 1);
        x = graph.op("Add", x, layers.random("embed_positions", 0.5, shape.audioPositions(), shape.width()));
        for (int i = 0; i < shape.encoderLayers(); i++) {
            String layer = "layers." + i;
            String normed = layers.norm(graph, layer + ".self_attn_layer_norm", x);
            String attention = layer + ".self_attn";
            String heard = layers.attend(
                    graph,
                    attention,
                    layers.queries(graph, attention, normed),
                    layers.keys(graph, attention, normed),
                    layers.values(graph, attention, normed),
                    "");
            x = graph.op("Add", x, heard);
            String next = layers.norm(graph, layer + ".final_layer_norm", x);
            x = graph.op("Add", x, layers.feedForward(graph, layer, next));
        }
        graph.rename(layers.norm(graph, "layer_norm", x), "last_hidden_state");
        return graph.output(
                "last_hidden_state", FLOAT32, batch, Dimension.of(shape.audioPositions()), Dimension.of(shape.width()));
    }

    private static String convolution(
            GraphBuilder graph, Layers layers, String name, String x, int in, int out, int stride) {
        return graph.node("Conv")
                .inputs(
                        x,
                        layers.random(name + ".weight", 1 / Math.sqrt(3.0 * in), out, in, 3),
                        layers.filled(name + ".bias", 0, out))
                .with("kernel_shape", new long[] {3})
                .with("pads", new long[] {1, 1})
                .with("strides", new long[] {stride})
                .output();
    }
}
