package dev.vignette.inference.graph;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.ArrayList;
import java.util.List;

/**
 * A convolution of a volume as one of pictures. What the kernel needs from the layers before and behind is put beside a layer's
 * own channels, or computed as channels of its own and added up: the second moves less where the kernel makes fewer channels
 * than it takes. Stateless but for the graph.
 */
final class FoldedConvolution {
    private final Rewriting rewriting;

    FoldedConvolution(Rewriting rewriting) {
        this.rewriting = rewriting;
    }

    /** Whether the node convolves a volume with known weights, and each layer makes one. */
    boolean folds(NodeProto node) {
        TensorProto weights = rewriting.constant(node.getInput(1));
        if (weights == null || weights.getDimsCount() != 5 || rewriting.numbers(node.getInput(1)) == null) {
            return false;
        }
        List<Long> pads = Attributes.integers(node, "pads");
        List<Long> strides = Attributes.integers(node, "strides");
        List<Long> dilations = Attributes.integers(node, "dilations");
        boolean plain = Attributes.integer(node, "group", 1) == 1
                && (strides == null || strides.getFirst() == 1)
                && (dilations == null || dilations.getFirst() == 1);
        long pad = weights.getDims(2) / 2;
        boolean deep = pads == null ? pad == 0 : pads.get(0) == pad && pads.get(3) == pad;
        return plain && deep && weights.getDims(2) % 2 == 1;
    }

    /** Adds what computes the volume that {@code node}, which {@linkplain #folds folds}, makes of {@code from}. */
    FoldedVolume convolve(NodeProto node, FoldedVolume from) {
        TensorProto tensor = rewriting.constant(node.getInput(1));
        float[] numbers = rewriting.numbers(node.getInput(1));
        if (tensor == null || numbers == null) {
            throw new IllegalStateException("The kernel's weights are known");
        }
        VolumeKernel kernel = new VolumeKernel(
                numbers,
                (int) tensor.getDims(0),
                (int) tensor.getDims(1),
                (int) tensor.getDims(2),
                (int) tensor.getDims(3),
                (int) tensor.getDims(4));
        List<AttributeProto> attributes = new ArrayList<>();
        List<Long> pads = Attributes.integers(node, "pads");
        if (pads != null) {
            attributes.add(Rewriting.attribute("pads", pads.get(1), pads.get(2), pads.get(4), pads.get(5)));
        }
        List<Long> strides = Attributes.integers(node, "strides");
        int down = strides == null ? 1 : Math.toIntExact(strides.get(1));
        int across = strides == null ? 1 : Math.toIntExact(strides.get(2));
        attributes.add(Rewriting.attribute("strides", (long) down, (long) across));
        int height = FoldedVolume.side(from.height(), kernel.height(), pads, 1, down);
        int width = FoldedVolume.side(from.width(), kernel.width(), pads, 2, across);
        FoldedVolume to =
                new FoldedVolume(node.getOutput(0) + DepthFolding.PLANES, from.depth(), kernel.out(), height, width);
        List<String> bias = node.getInputList().subList(2, node.getInputCount());
        if (kernel.out() < kernel.in() && kernel.depth() > 1) {
            addedAfter(node, from, to, kernel, bias, attributes);
        } else {
            besideBefore(from, to, kernel, bias, attributes);
        }
        return to;
    }

    private void besideBefore(
            FoldedVolume from,
            FoldedVolume to,
            VolumeKernel kernel,
            List<String> bias,
            List<AttributeProto> attributes) {
        String input = from.planes();
        if (kernel.depth() > 1) {
            String volume = padded(from.layered(rewriting), kernel.depth() / 2);
            List<String> shifted = new ArrayList<>();
            for (int layer = 0; layer < kernel.depth(); layer++) {
                shifted.add(rewriting.add(
                        "Slice",
                        List.of(
                                volume,
                                rewriting.longs(layer),
                                rewriting.longs((long) layer + from.depth()),
                                rewriting.longs(1))));
            }
            String beside = rewriting.add("Concat", shifted, Rewriting.attribute("axis", 2));
            input = rewriting.add(
                    "Reshape",
                    List.of(
                            beside,
                            rewriting.longs(-1, (long) kernel.depth() * from.channels(), from.height(), from.width())));
        }
        List<String> inputs = new ArrayList<>(List.of(
                input,
                rewriting.floats(
                        kernel.beside(),
                        kernel.out(),
                        (long) kernel.depth() * kernel.in(),
                        kernel.height(),
                        kernel.width())));
        inputs.addAll(bias);
        rewriting.add("Conv", inputs, to.planes(), attributes.toArray(AttributeProto[]::new));
    }

    private void addedAfter(
            NodeProto node,
            FoldedVolume from,
            FoldedVolume to,
            VolumeKernel kernel,
            List<String> bias,
            List<AttributeProto> attributes) {
        String weights = rewriting.floats(
                kernel.after(), (long) kernel.depth() * kernel.out(), kernel.in(), kernel.height(), kernel.width());
        String parts = node.getOutput(0) + DepthFolding.PARTS;
        rewriting.add("Conv", List.of(from.planes(), weights), parts, attributes.toArray(AttributeProto[]::new));
        FoldedVolume split =
                new FoldedVolume(parts, to.depth(), kernel.depth() * kernel.out(), to.height(), to.width());
        String volume = padded(split.layered(rewriting), kernel.depth() / 2);
        String sum = "";
        for (int layer = 0; layer < kernel.depth(); layer++) {
            String shifted = rewriting.add(
                    "Slice",
                    List.of(
                            volume,
                            rewriting.longs(layer, (long) layer * kernel.out()),
                            rewriting.longs((long) layer + to.depth(), (layer + 1L) * kernel.out()),
                            rewriting.longs(1, 2)));
            sum = sum.isEmpty() ? shifted : rewriting.add("Add", List.of(sum, shifted));
        }
        List<String> shape = List.of(sum, rewriting.longs(-1, to.channels(), to.height(), to.width()));
        if (bias.isEmpty()) {
            rewriting.add("Reshape", shape, to.planes());
            return;
        }
        float[] numbers = rewriting.numbers(bias.getFirst());
        String spread = numbers == null
                ? rewriting.add("Reshape", List.of(bias.getFirst(), rewriting.longs(1, to.channels(), 1, 1)))
                : rewriting.floats(numbers, 1, to.channels(), 1, 1);
        rewriting.add("Add", List.of(rewriting.add("Reshape", shape), spread), to.planes());
    }

    /** With empty layers before and behind: a kernel's layer takes {@code depth} of them, beginning with its own number. */
    private String padded(String volume, int layers) {
        return rewriting.add("Pad", List.of(volume, rewriting.longs(0, layers, 0, 0, 0, 0, layers, 0, 0, 0)));
    }
}
