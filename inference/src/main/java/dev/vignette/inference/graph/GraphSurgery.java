package dev.vignette.inference.graph;

import ai.onnx.proto.OnnxMl.TensorProto;
import dev.vignette.inference.InferenceException;
import dev.vignette.inference.TensorSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
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
        return new BatchOpening(file, inputs).apply();
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
     * The numbers of a constant of FLOAT32.
     *
     * @throws InferenceException if there is none of that name
     */
    public static float[] weights(OnnxFile file, String name) {
        for (TensorProto tensor : file.model().getGraph().getInitializerList()) {
            if (tensor.getName().equals(name) && tensor.getDataType() == TensorProto.DataType.FLOAT.getNumber()) {
                if (tensor.getRawData().isEmpty()) {
                    float[] values = new float[tensor.getFloatDataCount()];
                    for (int i = 0; i < values.length; i++) {
                        values[i] = tensor.getFloatData(i);
                    }
                    return values;
                }
                ByteBuffer bytes = tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
                float[] values = new float[bytes.remaining() / 4];
                bytes.asFloatBuffer().get(values);
                return values;
            }
        }
        throw new InferenceException("The network has no constant " + name + " of FLOAT32.");
    }
}
