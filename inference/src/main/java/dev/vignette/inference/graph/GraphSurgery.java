package dev.vignette.inference.graph;

import ai.onnx.proto.OnnxMl.TensorProto;
import dev.vignette.inference.InferenceException;
import dev.vignette.inference.TensorSpec;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Edits of ONNX files that published networks need before they run well here. Every edit gives a new file and leaves the old
 * one alone; what an edit cannot do safely it refuses, naming the node. Stateless.
 */
public final class GraphSurgery {
    private GraphSurgery() {}

    /**
     * The same network in a newer operator set, 17 to 20 at most. At 20 {@code GridSample} is defined for volumes, which is
     * what a GPU needs to sample them.
     *
     * @throws InferenceException if the file is older than 13, or has an operator whose meaning changes on the way
     */
    public static OnnxFile raiseOpset(OnnxFile file, int version) {
        return OpsetRaise.apply(file, version);
    }

    /**
     * The same network for any number of items at once. The first side of the named inputs becomes open, and with it that of
     * everything that is computed from them; constants in which exporters wrote a batch of one are opened likewise.
     *
     * @param inputs that hold one entry for each item; the others are the same for all items
     * @throws InferenceException if items could be mixed up: it names the node
     */
    public static OnnxFile openBatch(OnnxFile file, Set<String> inputs) {
        return BatchOpening.apply(file, inputs);
    }

    /**
     * The part of a network between named values.
     *
     * @param inputs values that are given from outside from now on
     * @param outputs values that are wanted
     * @throws InferenceException if an output needs an input of the network that is not among {@code inputs}
     */
    public static OnnxFile cut(OnnxFile file, List<TensorSpec> inputs, List<TensorSpec> outputs) {
        return GraphCut.apply(file, inputs, outputs);
    }

    /**
     * The same network giving more of the values that it computes, of FLOAT32, after its own outputs.
     *
     * @throws InferenceException if it computes no such value
     */
    public static OnnxFile alsoGiving(OnnxFile file, Set<String> values) {
        return GraphCut.alsoGiving(file, values);
    }

    /**
     * The same network with other names for some of its values, inputs and outputs among them.
     *
     * @param names new names by the old ones; none may be taken
     */
    public static OnnxFile rename(OnnxFile file, Map<String, String> names) {
        return ValueNames.apply(file, names);
    }

    /**
     * The convolution of volumes that makes {@code value}, layer by layer: a network from what it takes, as {@code [n·layers, in, height, width]},
     * to parts of the value, {@code [n·layers, depth·out, height, width]} for a kernel of that depth. Layer l of the value is the sum
     * of channels {@code d·out} to {@code (d + 1)·out} of layer {@code l + d - depth / 2}, over all d for which that is there, and of the bias.
     *
     * @throws InferenceException if no convolution of volumes that keeps their size makes the value
     */
    public static OnnxFile convolveLayers(OnnxFile file, String value, long height, long width) {
        return LayeredConvolution.of(file, value, height, width);
    }

    /** The same network with convolutions of hundreds of channels to one or two computed for each place of the kernel and then added up. */
    public static OnnxFile convolveByTap(OnnxFile file) {
        return TapConvolution.apply(file);
    }

    /**
     * The same network with convolutions whose channels exceed a multiple of {@code tile} by up to a quarter of it made two: one of that
     * multiple and one of the rest.
     */
    public static OnnxFile splitChannels(OnnxFile file, int tile) {
        return ChannelSplit.apply(file, tile);
    }

    /** The same network with kernels of more than 32 places, which a GPU's fastest code does not take, as the sum of two. */
    public static OnnxFile splitKernels(OnnxFile file) {
        return KernelSplit.apply(file);
    }

    /**
     * The same network with the joining of sequences put off: layers that treat each row for itself are computed for each part, which is then
     * seen to depend on that part alone.
     */
    public static OnnxFile splitRows(OnnxFile file) {
        return RowsByPart.apply(file);
    }

    /**
     * How far given values lead by themselves: where a network runs repeatedly and they stay, what lies before these values can be computed
     * once.
     *
     * @param given values of the network with their shapes
     * @return the values at which what depends on them and on constants meets the rest on its way to {@code output}
     */
    public static List<TensorSpec> frontier(OnnxFile file, List<TensorSpec> given, String output) {
        return SettledValues.frontier(file, given, output);
    }

    /** The convolutions of a network whose weights are constants, in the order in which they are computed. */
    public static List<Convolution> convolutions(OnnxFile file) {
        return Quantizing.convolutions(file);
    }

    /**
     * The same network with some convolutions computed with numbers of eight bits. Weights are written as such, what a convolution takes is
     * rounded before it; sums stay as exact as the engine has them.
     *
     * @param ranges by {@link Convolution#output}: the largest magnitude of what the convolution takes that is not cut off
     * @throws InferenceException if there is no such convolution, or the file is older than the type: 13 for INT8, 19 for FP8
     */
    public static OnnxFile quantize(OnnxFile file, Map<String, Float> ranges, EightBit type) {
        return Quantizing.apply(file, ranges, type);
    }

    /**
     * The numbers of a constant of FLOAT32.
     *
     * @throws InferenceException if there is none of that name
     */
    public static float[] weights(OnnxFile file, String name) {
        for (TensorProto tensor : file.model().getGraph().getInitializerList()) {
            if (tensor.getName().equals(name) && tensor.getDataType() == TensorProto.DataType.FLOAT.getNumber()) {
                return Initializers.floats(tensor);
            }
        }
        throw new InferenceException("The network has no constant " + name + " of FLOAT32.");
    }
}
