package dev.vignette.inference.graph;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Convolutions over maps that were enlarged by repeating pixels are computed at the small map's size. Enlarged <i>k</i> times, the
 * taps of a kernel of 3 fall on one or two different pixels of a row only, in <i>k</i> ways (the phases): their weights are
 * summed beforehand. A kernel of 3 × 3 then takes 4 products a pixel instead of 9 at twice the size, and 25 / 16 at four times,
 * where the two phases between are the same. Sums of weights are rounded once more than before; nothing else changes. Stateless.
 */
final class PhaseConvolution {
    private static final Set<String> ACTIVATIONS = Set.of("Relu", "LeakyRelu");

    /** How the phases are put side by side. */
    enum Form {
        /** A convolution for each phase that is different, then channels are moved to pixels. */
        SEPARATE,
        /** One transposed convolution, whose kernel holds all phases. */
        TRANSPOSED
    }

    private final Rewriting rewriting;
    private final Form form;

    private PhaseConvolution(OnnxFile file, Form form) {
        rewriting = new Rewriting(file, "phase");
        this.form = form;
    }

    static OnnxFile apply(OnnxFile file, Form form) {
        PhaseConvolution edit = new PhaseConvolution(file, form);
        Map<String, NodeProto> done = new HashMap<>();
        for (NodeProto node : edit.rewriting.original()) {
            Enlarged enlarged = edit.enlarged(node);
            if (enlarged != null) {
                NodeProto activation = edit.activation(node);
                edit.emit(node, enlarged, activation);
                if (activation != null) {
                    done.put(activation.getOutput(0), activation);
                }
            } else if (!done.containsKey(node.getOutput(0))) {
                edit.rewriting.keep(node);
            }
        }
        return edit.rewriting.done();
    }

    /** A small map and by how much it was enlarged. */
    private record Enlarged(String map, int factor) {}

    private @Nullable Enlarged enlarged(NodeProto node) {
        NodeProto resize = node.getOpType().equals("Conv") ? rewriting.maker(node.getInput(0)) : null;
        TensorProto weights = node.getOpType().equals("Conv") ? rewriting.constant(node.getInput(1)) : null;
        if (resize == null
                || weights == null
                || rewriting.numbers(node.getInput(1)) == null
                || weights.getDimsCount() != 4
                || !keepsSize(node, weights)) {
            return null;
        }
        int factor = factor(resize);
        return factor < 2 ? null : new Enlarged(resize.getInput(0), factor);
    }

    private static boolean keepsSize(NodeProto node, TensorProto weights) {
        List<Long> pads = Attributes.integers(node, "pads");
        long side = weights.getDims(2);
        return side == weights.getDims(3)
                && side % 2 == 1
                && Attributes.integer(node, "group", 1) == 1
                && Attributes.ones(node, "strides")
                && Attributes.ones(node, "dilations")
                && pads != null
                && pads.stream().allMatch(pad -> pad == side / 2);
    }

    /** By how much both sides are enlarged by repeating pixels, or 0 if anything else happens. */
    private int factor(NodeProto resize) {
        boolean repeats = resize.getOpType().equals("Resize")
                && Attributes.text(resize, "mode", "nearest").equals("nearest")
                && Attributes.text(resize, "coordinate_transformation_mode", "half_pixel")
                        .equals("asymmetric")
                && Attributes.text(resize, "nearest_mode", "round_prefer_floor").equals("floor");
        if (!repeats) {
            return 0;
        }
        double[] scales = scales(resize);
        if (scales == null) {
            return 0;
        }
        boolean whole = scales.length == 4
                && scales[0] == 1
                && scales[1] == 1
                && scales[2] == scales[3]
                && scales[2] == Math.rint(scales[2]);
        return whole ? (int) scales[2] : 0;
    }

    private double @Nullable [] scales(NodeProto resize) {
        float[] given = resize.getInputCount() > 2 ? rewriting.numbers(resize.getInput(2)) : null;
        if (given != null && given.length > 0) {
            double[] scales = new double[given.length];
            for (int i = 0; i < scales.length; i++) {
                scales[i] = given[i];
            }
            return scales;
        }
        long[] sizes = resize.getInputCount() > 3 ? rewriting.integers(resize.getInput(3)) : null;
        long[] shape = rewriting.shape(resize.getInput(0));
        if (sizes == null || shape == null || sizes.length != shape.length) {
            return null;
        }
        double[] scales = new double[sizes.length];
        for (int i = 0; i < scales.length; i++) {
            scales[i] = i < 2 ? 1 : sizes[i] / (double) shape[i];
        }
        return scales;
    }

    private @Nullable NodeProto activation(NodeProto convolution) {
        List<NodeProto> users = rewriting.users(convolution.getOutput(0));
        boolean alone = users.size() == 1 && !rewriting.isOutput(convolution.getOutput(0));
        return alone && ACTIVATIONS.contains(users.getFirst().getOpType()) ? users.getFirst() : null;
    }

    private void emit(NodeProto node, Enlarged enlarged, @Nullable NodeProto activation) {
        float[] weights = rewriting.numbers(node.getInput(1));
        TensorProto tensor = rewriting.constant(node.getInput(1));
        if (weights == null || tensor == null) {
            throw new IllegalStateException("Only convolutions with known weights are edited");
        }
        Kernel kernel = new Kernel(weights, (int) tensor.getDims(0), (int) tensor.getDims(1), (int) tensor.getDims(2));
        String output = activation == null ? node.getOutput(0) : activation.getOutput(0);
        if (form == Form.TRANSPOSED) {
            transposed(node, enlarged, kernel, activation, output);
        } else {
            separate(node, enlarged, kernel, activation, output);
        }
    }

    private void separate(
            NodeProto node, Enlarged enlarged, Kernel kernel, @Nullable NodeProto activation, String output) {
        int factor = enlarged.factor;
        Map<List<Integer>, String> made = new HashMap<>();
        List<String> phases = new ArrayList<>();
        for (int y = 0; y < factor; y++) {
            for (int x = 0; x < factor; x++) {
                int[] rows = kernel.places(y, factor);
                int[] columns = kernel.places(x, factor);
                List<Integer> key = new ArrayList<>();
                for (int[] places : List.of(rows, columns)) {
                    for (int place : places) {
                        key.add(place);
                    }
                }
                String phase = made.get(key);
                if (phase == null) {
                    phase = activated(convolution(node, enlarged.map, kernel, rows, columns), activation);
                    made.put(key, phase);
                }
                phases.add(phase);
            }
        }
        String stacked = rewriting.add("Concat", phases, Rewriting.attribute("axis", 1));
        rewriting.add(
                "DepthToSpace",
                List.of(stacked),
                output,
                Rewriting.attribute("blocksize", factor),
                Rewriting.attribute("mode", "DCR"));
    }

    private String convolution(NodeProto node, String map, Kernel kernel, int[] rows, int[] columns) {
        int top = -rows[0];
        int left = -columns[0];
        int bottom = rows[rows.length - 1];
        int right = columns[columns.length - 1];
        int height = top + bottom + 1;
        int width = left + right + 1;
        float[] summed = kernel.summed(rows, columns);
        List<String> inputs =
                new ArrayList<>(List.of(map, rewriting.floats(summed, kernel.out, kernel.in, height, width)));
        inputs.addAll(node.getInputList().subList(2, node.getInputCount()));
        return rewriting.add("Conv", inputs, Rewriting.attribute("pads", top, left, bottom, right));
    }

    private void transposed(
            NodeProto node, Enlarged enlarged, Kernel kernel, @Nullable NodeProto activation, String output) {
        int factor = enlarged.factor;
        int side = factor + kernel.side - 1;
        List<String> inputs = new ArrayList<>(
                List.of(enlarged.map, rewriting.floats(kernel.spread(factor), kernel.in, kernel.out, side, side)));
        inputs.addAll(node.getInputList().subList(2, node.getInputCount()));
        int pad = kernel.side / 2;
        AttributeProto[] attributes = {
            Rewriting.attribute("strides", factor, factor), Rewriting.attribute("pads", pad, pad, pad, pad)
        };
        if (activation == null) {
            rewriting.add("ConvTranspose", inputs, output, attributes);
        } else {
            String value = rewriting.add("ConvTranspose", inputs, attributes);
            rewriting.keep(activation.toBuilder().setInput(0, value).build());
        }
    }

    private String activated(String value, @Nullable NodeProto activation) {
        return activation == null
                ? value
                : rewriting.add(
                        activation.getOpType(),
                        List.of(value),
                        activation.getAttributeList().toArray(AttributeProto[]::new));
    }

    /** The weights {@code [out, in, side, side]} of a convolution. */
    @SuppressWarnings("ArrayRecordComponent") // On its way into a graph, never compared.
    private record Kernel(float[] weights, int out, int in, int side) {
        /** On which pixel of the small map each tap falls, counted from the pixel's own, in a phase of one axis. */
        int[] places(int phase, int factor) {
            int[] places = new int[side];
            for (int tap = 0; tap < side; tap++) {
                places[tap] = Math.floorDiv(phase + tap - side / 2, factor);
            }
            return places;
        }

        float[] summed(int[] rows, int[] columns) {
            int height = rows[side - 1] - rows[0] + 1;
            int width = columns[side - 1] - columns[0] + 1;
            float[] sums = new float[out * in * height * width];
            for (int pair = 0; pair < out * in; pair++) {
                for (int y = 0; y < side; y++) {
                    for (int x = 0; x < side; x++) {
                        int at = (pair * height + rows[y] - rows[0]) * width + columns[x] - columns[0];
                        sums[at] += weights[(pair * side + y) * side + x];
                    }
                }
            }
            return sums;
        }

        /** {@code [in, out, factor + side − 1, factor + side − 1]}: what a pixel adds to all that it reaches. */
        float[] spread(int factor) {
            int wide = factor + side - 1;
            float[] spread = new float[in * out * wide * wide];
            for (int o = 0; o < out; o++) {
                for (int i = 0; i < in; i++) {
                    for (int v = 0; v < wide; v++) {
                        for (int u = 0; u < wide; u++) {
                            spread[((i * out + o) * wide + v) * wide + u] = reached(o * in + i, v, u, factor);
                        }
                    }
                }
            }
            return spread;
        }

        private float reached(int pair, int v, int u, int factor) {
            float sum = 0;
            for (int y = Math.max(0, side - 1 - v); y < Math.min(side, side - 1 - v + factor); y++) {
                for (int x = Math.max(0, side - 1 - u); x < Math.min(side, side - 1 - u + factor); x++) {
                    sum += weights[(pair * side + y) * side + x];
                }
            }
            return sum;
        }
    }
}
