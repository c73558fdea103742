package dev.vignette.inference.tensorrt;

import dev.vignette.inference.ElementType;
import dev.vignette.inference.InferenceException;
import java.util.List;
import org.bytedeco.tensorrt.global.nvinfer.DataType;
import org.bytedeco.tensorrt.nvinfer.Dims64;

/** TensorRT's words for types and shapes, in ours. */
final class TrtTypes {
    private TrtTypes() {}

    static ElementType of(DataType type, String network, String tensor) {
        return switch (type) {
            case kFLOAT -> ElementType.FLOAT32;
            case kHALF -> ElementType.FLOAT16;
            case kINT64 -> ElementType.INT64;
            case kINT32 -> ElementType.INT32;
            case kINT8 -> ElementType.INT8;
            case kUINT8 -> ElementType.UINT8;
            case kBOOL -> ElementType.BOOL;
            default ->
                throw new InferenceException("The network " + network + " has a tensor " + tensor + " of the type "
                        + type + ", which Vignette does not handle. Choose another file of this model.");
        };
    }

    /** The caller closes it. */
    static Dims64 dims(List<Long> sizes) {
        Dims64 dims = new Dims64();
        dims.nbDims(sizes.size());
        for (int i = 0; i < sizes.size(); i++) {
            dims.d(i, sizes.get(i));
        }
        return dims;
    }

    static Dims64 dims(long[] sizes) {
        return dims(java.util.Arrays.stream(sizes).boxed().toList());
    }

    /** Closes what it reads; nothing if there is no shape. */
    static long[] shape(Dims64 dims) {
        try (dims) {
            int count = Math.max(0, dims.nbDims());
            long[] shape = new long[count];
            for (int i = 0; i < count; i++) {
                shape[i] = dims.d(i);
            }
            return shape;
        }
    }
}
