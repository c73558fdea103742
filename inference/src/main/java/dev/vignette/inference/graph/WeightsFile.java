package dev.vignette.inference.graph;

import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import dev.vignette.inference.ElementType;
import dev.vignette.inference.InferenceException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.function.DoubleSupplier;

/**
 * Weights beside a model, for what is too large for one file (2 GB) or for memory: they are written as they are made and never
 * held. The file has to lie in the model's directory.
 *
 * <pre>{@code
 * try (WeightsFile weights = WeightsFile.create(directory.resolve("encoder_model.onnx_data"))) {
 *     graph.constant(weights.fill("w", FLOAT32, random::nextGaussian, 1280, 5120));
 * }
 * }</pre>
 *
 * @see <a href="https://onnx.ai/onnx/repo-docs/ExternalData.html">ONNX, external data</a>
 */
public final class WeightsFile implements AutoCloseable {
    /** Offsets that a file can be mapped at. */
    private static final int ALIGNMENT = 4096;

    private static final int PIECE = 1 << 20;

    private final String location;
    private final FileChannel channel;
    private final ByteBuffer piece = ByteBuffer.allocateDirect(PIECE).order(ByteOrder.LITTLE_ENDIAN);

    private WeightsFile(String location, FileChannel channel) {
        this.location = location;
        this.channel = channel;
    }

    /** An empty file, in place of one that may be there. */
    public static WeightsFile create(Path file) {
        try {
            return new WeightsFile(
                    Objects.requireNonNull(file.getFileName(), "a file has a name")
                            .toString(),
                    FileChannel.open(
                            file,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.TRUNCATE_EXISTING,
                            StandardOpenOption.WRITE));
        } catch (IOException e) {
            throw new InferenceException("The file " + file + " cannot be written: " + e.getMessage(), e);
        }
    }

    /**
     * Writes a constant number by number and returns its place for {@link GraphBuilder#constant(TensorProto)}.
     *
     * @param type FLOAT32 or FLOAT16, to which the numbers are rounded
     * @param values the numbers in row-major order
     */
    public TensorProto fill(String name, ElementType type, DoubleSupplier values, long... shape) {
        if (type != ElementType.FLOAT32 && type != ElementType.FLOAT16) {
            throw new IllegalArgumentException(name + ": only floats are written number by number, not " + type + ".");
        }
        long elements = 1;
        for (long size : shape) {
            elements = Math.multiplyExact(elements, size);
        }
        try {
            long offset = align();
            piece.clear();
            for (long i = 0; i < elements; i++) {
                if (piece.remaining() < type.bytes()) {
                    flush();
                }
                float value = (float) values.getAsDouble();
                if (type == ElementType.FLOAT32) {
                    piece.putFloat(value);
                } else {
                    piece.putShort(Float.floatToFloat16(value));
                }
            }
            flush();
            return place(name, type, offset, elements * type.bytes(), shape);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** Writes a constant of FLOAT32. */
    public TensorProto floats(String name, float[] values, long... shape) {
        Initializers.requireFilled(name, ElementType.FLOAT32, 4L * values.length, shape);
        try {
            long offset = align();
            for (int from = 0; from < values.length; from += PIECE / 4) {
                piece.clear();
                int count = Math.min(PIECE / 4, values.length - from);
                piece.asFloatBuffer().put(values, from, count);
                write(piece.limit(4 * count));
            }
            return place(name, ElementType.FLOAT32, offset, 4L * values.length, shape);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** Writes a constant of any type from its little-endian bytes. */
    public TensorProto add(String name, ElementType type, ByteString bytes, long... shape) {
        Initializers.requireFilled(name, type, bytes.size(), shape);
        try {
            long offset = align();
            for (ByteBuffer buffer : bytes.asReadOnlyByteBufferList()) {
                write(buffer);
            }
            return place(name, type, offset, bytes.size(), shape);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private long align() throws IOException {
        long offset = (channel.position() + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        channel.position(offset);
        return offset;
    }

    private void flush() throws IOException {
        write(piece.flip());
        piece.clear();
    }

    private void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private TensorProto place(String name, ElementType type, long offset, long bytes, long... shape) {
        TensorProto.Builder tensor = TensorProto.newBuilder()
                .setName(name)
                .setDataType(OnnxTypes.of(type))
                .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                .addExternalData(entry("location", location))
                .addExternalData(entry("offset", Long.toString(offset)))
                .addExternalData(entry("length", Long.toString(bytes)));
        for (long size : shape) {
            tensor.addDims(size);
        }
        return tensor.build();
    }

    private static StringStringEntryProto entry(String key, String value) {
        return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
    }

    private InferenceException failed(IOException failure) {
        return new InferenceException(
                "The weights " + location + " cannot be written: " + failure.getMessage(), failure);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw failed(e);
        }
    }
}
