package dev.vignette.renderer.voice.qwen.standin;

import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.UnsafeByteOperations;
import dev.vignette.inference.ElementType;
import dev.vignette.inference.graph.GraphBuilder;
import dev.vignette.inference.graph.GraphWriter;
import dev.vignette.inference.graph.WeightsFile;
import dev.vignette.inference.weights.SafeTensors;
import dev.vignette.renderer.voice.qwen.model.Checkpoint;
import dev.vignette.renderer.voice.qwen.model.DecoderShape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Pieces of the published graphs, as PyTorch's exporter writes them: linear layers as products with [in, out], heads by
 * reshaping and transposing, keys and values repeated by broadcasting. For one thread.
 */
final class PublishedLayers extends GraphWriter {
    private final WeightsFile file;
    private final SafeTensors weights;
    private final ElementType type;

    PublishedLayers(GraphBuilder graph, WeightsFile file, SafeTensors weights, ElementType type) {
        super(graph);
        this.file = file;
        this.weights = weights;
        this.type = type;
    }

    private String narrow(String x) {
        return type == ElementType.FLOAT32 ? x : cast(x, TensorProto.DataType.FLOAT16);
    }

    private String wide(String x) {
        return type == ElementType.FLOAT32 ? x : cast(x, TensorProto.DataType.FLOAT);
    }

    /** Rows of a table. */
    String gather(String tensor, String ids) {
        return wide(op("Gather", constant(tensor, weights.floats(tensor), weights.shape(tensor)), ids));
    }

    String linear(String x, String tensor) {
        long[] shape = weights.shape(tensor);
        int out = (int) shape[0];
        int in = (int) shape[1];
        float[] values = weights.floats(tensor);
        float[] turned = new float[values.length];
        for (int row = 0; row < out; row++) {
            for (int column = 0; column < in; column++) {
                turned[column * out + row] = values[row * in + column];
            }
        }
        return wide(op("MatMul", narrow(x), constant(tensor, turned, in, out)));
    }

    String vector(String tensor) {
        float[] values = weights.floats(tensor);
        return graph().floats(graph().freshName("v"), values, values.length);
    }

    private String constant(String name, float[] values, long... shape) {
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(values.length, type.bytes()))
                .order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            if (type == ElementType.FLOAT32) {
                bytes.putFloat(value);
            } else {
                bytes.putShort(Float.floatToFloat16(value));
            }
        }
        return graph().constant(file.add(name, type, UnsafeByteOperations.unsafeWrap(bytes.flip()), shape));
    }

    String norm(String x, String tensor, double epsilon) {
        String mean = graph().node("ReduceMean")
                .inputs(op("Pow", x, scalar(2)))
                .with("axes", new long[] {-1})
                .output();
        String unit = op("Div", x, op("Sqrt", op("Add", mean, scalar((float) epsilon))));
        return op("Mul", unit, vector(tensor));
    }

    /**
     * One layer over x [1, rows, width].
     *
     * @param cosines [1, rows, head size], and {@code sines} without signs
     * @param mask added to the scores, [rows, positions]
     * @param past keys and values so far, or none; becomes those with the rows'
     */
    String layer(
            String stack,
            int index,
            DecoderShape shape,
            String x,
            String cosines,
            String sines,
            String mask,
            String[] past) {
        String name = Checkpoint.layer(stack, index);
        String normed = norm(x, name + ".input_layernorm.weight", shape.epsilon());
        String q = heads(normed, name, "q", shape.heads(), shape);
        String k = heads(normed, name, "k", shape.keyValueHeads(), shape);
        String v = transpose(
                reshape(
                        linear(normed, name + ".self_attn.v_proj.weight"),
                        1,
                        -1,
                        shape.keyValueHeads(),
                        shape.headSize()),
                0,
                2,
                1,
                3);
        q = turned(q, cosines, sines, shape);
        k = turned(k, cosines, sines, shape);
        if (past.length == 2) {
            k = past[0].isEmpty() ? k : concat(2, past[0], k);
            v = past[1].isEmpty() ? v : concat(2, past[1], v);
            past[0] = k;
            past[1] = v;
        }
        long group = shape.group();
        String grouped = reshape(q, shape.keyValueHeads(), group, -1, shape.headSize());
        String keys = reshape(k, shape.keyValueHeads(), 1, -1, shape.headSize());
        String values = reshape(v, shape.keyValueHeads(), 1, -1, shape.headSize());
        String scores = op("Mul", op("MatMul", grouped, transpose(keys, 0, 1, 3, 2)), scalar((float)
                (1 / Math.sqrt(shape.headSize()))));
        String mixed = op("MatMul", softmax(op("Add", scores, mask)), values);
        String joined = reshape(
                transpose(reshape(mixed, 1, shape.heads(), -1, shape.headSize()), 0, 2, 1, 3), 1, -1, shape.queries());
        x = op("Add", x, linear(joined, name + ".self_attn.o_proj.weight"));
        normed = norm(x, name + ".post_attention_layernorm.weight", shape.epsilon());
        String inner = op(
                "Mul",
                silu(linear(normed, name + ".mlp.gate_proj.weight")),
                linear(normed, name + ".mlp.up_proj.weight"));
        return op("Add", x, linear(inner, name + ".mlp.down_proj.weight"));
    }

    private String heads(String normed, String name, String which, int count, DecoderShape shape) {
        String all = linear(normed, name + ".self_attn." + which + "_proj.weight");
        String split = reshape(all, 1, -1, count, shape.headSize());
        return transpose(norm(split, name + ".self_attn." + which + "_norm.weight", shape.epsilon()), 0, 2, 1, 3);
    }

    private String turned(String x, String cosines, String sines, DecoderShape shape) {
        long half = shape.headSize() / 2;
        String rotated = concat(3, op("Neg", slice(x, 3, half, 2 * half)), slice(x, 3, 0, half));
        return op("Add", op("Mul", x, cosines), op("Mul", rotated, sines));
    }

    /** Cosines and sines, [1, rows, head size], of positions [rows] that are floats. */
    String[] rotary(String positions, DecoderShape shape) {
        int half = shape.headSize() / 2;
        float[] frequencies = new float[half];
        for (int i = 0; i < half; i++) {
            frequencies[i] = (float) Math.pow(shape.theta(), -2.0 * i / shape.headSize());
        }
        String angles =
                op("Mul", reshape(positions, -1, 1), graph().floats(graph().freshName("f"), frequencies, 1, half));
        String both = op("Unsqueeze", concat(1, angles, angles), ints(0));
        return new String[] {op("Cos", both), op("Sin", both)};
    }

    /** 0 where a row may look, a great negative number where not; both are whole numbers, of rows and of what there is. */
    String mask(String rows, String columns) {
        String sees = op("LessOrEqual", reshape(columns, 1, -1), reshape(rows, -1, 1));
        return op("Where", sees, scalar(0), scalar(-1e9f));
    }
}
