package dev.vignette.inference.tensorrt;

import dev.vignette.inference.ElementType;
import dev.vignette.inference.InferenceException;
import dev.vignette.inference.NetworkContract;
import dev.vignette.inference.TensorSpec;
import java.util.List;
import org.bytedeco.tensorrt.global.nvinfer.TensorFormat;
import org.bytedeco.tensorrt.global.nvinfer.TensorLocation;
import org.bytedeco.tensorrt.nvinfer.ICudaEngine;

/** How TensorRT wants a network's inputs and outputs: where, of which type and in which order their numbers lie. Safe for several threads. */
final class BuiltTensors {
    private final String network;
    private final ICudaEngine engine;

    /** @param engine stays its owner's */
    BuiltTensors(String network, ICudaEngine engine) {
        this.network = network;
        this.engine = engine;
    }

    /** With TensorRT's own types, which are the file's but for maps that lie channels last. */
    NetworkContract signature(NetworkContract file) {
        return new NetworkContract(network, asBuilt(file.inputs()), asBuilt(file.outputs()), file.optionalInputs());
    }

    private List<TensorSpec> asBuilt(List<TensorSpec> specs) {
        return specs.stream()
                .map(spec -> new TensorSpec(
                        spec.name(),
                        TrtTypes.of(engine.getTensorDataType(spec.name()).intern(), network, spec.name()),
                        spec.dimensions()))
                .toList();
    }

    /** Whether its numbers are read on the host, such as those that lead to shapes. */
    boolean onHost(String tensor) {
        return engine.getTensorLocation(tensor).intern() == TensorLocation.kHOST;
    }

    /** Bytes that a tensor takes as it lies: channels last, each row is filled up. */
    long bytes(String tensor, ElementType type, long[] shape) {
        TensorFormat format = engine.getTensorFormat(tensor).intern();
        if (format != TensorFormat.kHWC8 && format != TensorFormat.kDHWC8) {
            return TrtScope.bytes(type, shape);
        }
        long[] filled = shape.clone();
        filled[1] = Math.ceilDiv(filled[1], PlanBuilder.CHANNELS_IN_A_ROW) * (long) PlanBuilder.CHANNELS_IN_A_ROW;
        return TrtScope.bytes(type, filled);
    }

    /** @throws InferenceException if what is given for a tensor has no room for its rows as they are filled up */
    void requireRoom(String tensor, TrtTensor given) {
        long needed = bytes(tensor, given.type(), given.shape());
        if (needed > given.sizeInBytes() && needed > given.onDevice().sizeInBytes()) {
            throw new InferenceException("The tensor " + tensor + " of the network " + network
                    + " lies channels last, each row filled up to a multiple of " + PlanBuilder.CHANNELS_IN_A_ROW
                    + ", and needs " + needed + " bytes. Give it device memory of that size, not only for " + given
                    + ".");
        }
    }
}
