package dev.vignette.inference.graph;

import ai.onnx.proto.OnnxMl;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.vignette.inference.ElementType;
import dev.vignette.inference.InferenceException;
import dev.vignette.inference.TensorSpec;
import java.util.List;

/** The file format's words for types and shapes, in ours. */
final class OnnxTypes {
    /** {@code FLOAT8E4M3FN}, which the classes of the format that we have do not name. */
    static final int FLOAT8_E4M3 = 17;

    private OnnxTypes() {}

    static int of(ElementType type) {
        return (switch (type) {
                    case FLOAT32 -> DataType.FLOAT;
                    case FLOAT16 -> DataType.FLOAT16;
                    case FLOAT64 -> DataType.DOUBLE;
                    case INT64 -> DataType.INT64;
                    case INT32 -> DataType.INT32;
                    case INT8 -> DataType.INT8;
                    case UINT8 -> DataType.UINT8;
                    case BOOL -> DataType.BOOL;
                })
                .getNumber();
    }

    static ElementType of(int type, String name) {
        return switch (DataType.forNumber(type)) {
            case FLOAT -> ElementType.FLOAT32;
            case FLOAT16 -> ElementType.FLOAT16;
            case DOUBLE -> ElementType.FLOAT64;
            case INT64 -> ElementType.INT64;
            case INT32 -> ElementType.INT32;
            case INT8 -> ElementType.INT8;
            case UINT8 -> ElementType.UINT8;
            case BOOL -> ElementType.BOOL;
            case null, default ->
                throw new InferenceException("The type number " + type + " of " + name + " is not handled here.");
        };
    }

    static ValueInfoProto value(String name, ElementType type, Dimension... dimensions) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (Dimension dimension : dimensions) {
            TensorShapeProto.Dimension.Builder one = shape.addDimBuilder();
            if (dimension.size() >= 0) {
                one.setDimValue(dimension.size());
            } else if (!dimension.name().isEmpty()) {
                one.setDimParam(dimension.name());
            }
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(OnnxMl.TypeProto.newBuilder()
                        .setTensorType(OnnxMl.TypeProto.Tensor.newBuilder()
                                .setElemType(of(type))
                                .setShape(shape)))
                .build();
    }

    static TensorSpec spec(ValueInfoProto value) {
        OnnxMl.TypeProto.Tensor tensor = value.getType().getTensorType();
        List<Long> dimensions = tensor.getShape().getDimList().stream()
                .map(one -> one.hasDimValue() ? one.getDimValue() : -1)
                .toList();
        return new TensorSpec(value.getName(), of(tensor.getElemType(), value.getName()), dimensions);
    }
}
