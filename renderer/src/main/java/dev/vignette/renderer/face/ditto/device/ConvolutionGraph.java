package dev.vignette.renderer.face.ditto.device;

import dev.vignette.inference.ElementType;
import dev.vignette.inference.graph.Dimension;
import dev.vignette.inference.graph.GraphBuilder;
import dev.vignette.inference.graph.OnnxFile;
import dev.vignette.renderer.face.ditto.device.SpadeDecoder.Maps;
import dev.vignette.renderer.face.ditto.device.SpadeLayers.Convolution;
import java.util.List;

/** Writes a network of the cut decoder, for a number of frames, in single or in half precision. Used once, by one thread. */
final class ConvolutionGraph {
    private final GraphBuilder graph;
    private final int frames;
    private final ElementType type;
    private String entry = "";

    ConvolutionGraph(String name, int frames, ElementType type) {
        graph = GraphBuilder.named(name);
        this.frames = frames;
        this.type = type;
    }

    private Dimension[] shape(Maps maps) {
        return Dimension.all(frames, maps.channels(), maps.height(), maps.width());
    }

    void input(Maps maps) {
        graph.input(maps.tensor(), type, shape(maps));
    }

    /** What {@link #entry} is: an input after some convolutions. */
    void begin(String input, List<Convolution> convolutions) {
        entry = input;
        convolutions.forEach(one -> entry = convolve(entry, one));
    }

    String entry() {
        return entry;
    }

    private String constant(float[] values, long... shape) {
        String name = graph.freshName("w");
        return type == ElementType.FLOAT16 ? graph.halves(name, values, shape) : graph.floats(name, values, shape);
    }

    String convolve(String x, Convolution one) {
        long pad = one.side() / 2;
        return convolve(x, one.weights(), one.bias(), one.in(), one.side(), one.side(), pad, pad);
    }

    private String convolve(
            String x, float[] weights, float[] bias, int in, int height, int width, long padY, long padX) {
        return graph.node("Conv")
                .inputs(x, constant(weights, bias.length, in, height, width), constant(bias, bias.length))
                .with("pads", new long[] {padY, padX, padY, padX})
                .output();
    }

    String rectified(String x, Convolution one) {
        return graph.op("Relu", convolve(x, one));
    }

    /** Convolutions of the enlarged map, for copies of pixels at their edges or between them. */
    String edges(String x, List<Convolution> convolutions, boolean tall, boolean wide) {
        EnlargedConvolution.Kernel kernel = EnlargedConvolution.at(convolutions, tall, wide);
        int in = convolutions.getFirst().in();
        return graph.op(
                "Relu",
                convolve(
                        x,
                        kernel.weights(),
                        kernel.bias(),
                        in,
                        kernel.height(),
                        kernel.width(),
                        tall ? 1 : 0,
                        wide ? 1 : 0));
    }

    /** A convolution at every third place of both axes. */
    String everyThird(String x, EnlargedConvolution.Kernel kernel, int above, int before) {
        int out = kernel.bias().length;
        int in = kernel.weights().length / out / kernel.height() / kernel.width();
        return graph.node("Conv")
                .inputs(
                        x,
                        constant(kernel.weights(), out, in, kernel.height(), kernel.width()),
                        constant(kernel.bias(), out))
                .with("pads", new long[] {above, before, 0, 0})
                .with("strides", new long[] {3, 3})
                .output();
    }

    /** Channels one after another. */
    String joined(List<String> parts) {
        return graph.node("Concat")
                .inputs(parts.toArray(String[]::new))
                .with("axis", 1)
                .output();
    }

    String sum(String one, String other) {
        return graph.op("Add", one, other);
    }

    String leaky(String x, float slope) {
        return graph.node("LeakyRelu").inputs(x).with("alpha", slope).output();
    }

    void output(Maps maps, String value) {
        graph.rename(value, maps.name());
        graph.output(maps.name(), type, shape(maps));
    }

    OnnxFile done() {
        return new OnnxFile(graph.model());
    }
}
