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

    /** The same network with everything computed once that it computes several times. */
    public static OnnxFile shareCommon(OnnxFile file) {
        return CommonSubexpressions.apply(file);
    }

    /** The same network with convolutions of one value, alike but for their weights, made one whose output is split. */
    public static OnnxFile joinConvolutions(OnnxFile file) {
        return SiblingConvolutions.apply(file);
    }

    /**
     * The same network with convolutions over maps that were enlarged by repeating pixels computed at the small map's size.
     * Those whose scale or weights are not written in the file stay as they are.
     */
    public static OnnxFile convolveByPhase(OnnxFile file) {
        return PhaseConvolution.apply(file, PhaseConvolution.Form.SEPARATE);
    }

    /** The same as {@link #convolveByPhase} by one transposed convolution each. */
    public static OnnxFile convolveTransposed(OnnxFile file) {
        return PhaseConvolution.apply(file, PhaseConvolution.Form.TRANSPOSED);
    }

    /**
     * The same network with convolutions of volumes computed as convolutions of pictures, one for each layer.
     *
     * <p>Two kinds of values are then places to cut at: {@code NAME/planes} is the volume NAME as
     * {@code [n·depth, channels, height, width]}, and {@code NAME/parts} what is added up to NAME, kernel layer by kernel layer,
     * before its bias.
     *
     * @throws InferenceException if the shape of a volume that is convolved is not known
     */
    public static OnnxFile foldDepth(OnnxFile file) {
        return DepthFolding.apply(file);
    }

    /**
     * The same for the one convolution that makes {@code value}: what a GPU's library computes fast as a volume stays one.
     *
     * @param shape of the volume that it takes, with −1 for the batch
     * @throws InferenceException if nothing of the kind makes that value
     */
    public static OnnxFile foldDepth(OnnxFile file, String value, long... shape) {
        return DepthFolding.apply(file, value, shape);
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

    /** The same network taking an input that is a volume as {@code NAME/planes [n·depth, channels, height, width]}. */
    public static OnnxFile takingPlanes(OnnxFile file, TensorSpec volume) {
        return VolumeAsPlanes.apply(file, volume);
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
