package dev.vignette.inference.standin.whisper;

import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;

/**
 * Seeded numbers as constants of a graph, written to a file beside the model ({@code *.onnx_data}), as published models above
 * 2 GB have one: nothing of them stays on the heap.
 */
final class Weights implements AutoCloseable {
    private static final int CHUNK = 1 << 20;

    private final long seed;
    private final String location;
    private final FileChannel channel;
    private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
    private long written;

    Weights(Path model, long seed) throws IOException {
        this.seed = seed;
        location = model.getFileName() + "_data";
        channel = FileChannel.open(
                model.resolveSibling(location),
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE);
    }

    /** Uniform numbers with the standard deviation {@code scale}. */
    TensorProto random(String name, double scale, long... shape) {
        double reach = scale * Math.sqrt(3);
        SplittableRandom random = generator(name);
        return constant(name, TensorProto.DataType.FLOAT, () -> reach * (2 * random.nextDouble() - 1), shape);
    }

    TensorProto filled(String name, double value, long... shape) {
        return constant(name, TensorProto.DataType.FLOAT, () -> value, shape);
    }

    /** Given numbers, row by row. */
    TensorProto of(String name, float[][] rows) {
        int[] next = {0};
        int width = rows[0].length;
        return constant(
                name, TensorProto.DataType.FLOAT, () -> rows[next[0] / width][next[0]++ % width], rows.length, width);
    }

    /** Bytes of all sizes, for weights of eight bits. */
    TensorProto randomBytes(String name, long... shape) {
        SplittableRandom random = generator(name);
        return constant(name, TensorProto.DataType.INT8, () -> random.nextInt(-127, 128), shape);
    }

    /** By name, so that a weight is the same in every file that has it. */
    private SplittableRandom generator(String name) {
        return new SplittableRandom(31 * seed + name.hashCode());
    }

    private TensorProto constant(String name, TensorProto.DataType type, DoubleSupplier next, long... shape) {
        long count = Arrays.stream(shape).reduce(1, Math::multiplyExact);
        int size = type == TensorProto.DataType.INT8 ? 1 : Float.BYTES;
        TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).setDataType(type.getNumber());
        Arrays.stream(shape).forEach(tensor::addDims);
        if (count == 0) {
            return tensor.setRawData(ByteString.EMPTY).build();
        }
        long offset = written;
        try {
            for (long i = 0; i < count; i++) {
                if (chunk.remaining() < size) {
                    flush();
                }
                if (size == 1) {
                    chunk.put((byte) next.getAsDouble());
                } else {
                    chunk.putFloat((float) next.getAsDouble());
                }
            }
            written += count * size;
            // The next one begins at a multiple of its size.
            while (written % Float.BYTES != 0) {
                if (!chunk.hasRemaining()) {
                    flush();
                }
                chunk.put((byte) 0);
                written++;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return tensor.setDataLocation(TensorProto.DataLocation.EXTERNAL)
                .addExternalData(entry("location", location))
                .addExternalData(entry("offset", Long.toString(offset)))
                .addExternalData(entry("length", Long.toString(count * size)))
                .build();
    }

    private static StringStringEntryProto entry(String key, String value) {
        return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
    }

    private void flush() throws IOException {
        chunk.flip();
        while (chunk.hasRemaining()) {
            channel.write(chunk);
        }
        chunk.clear();
    }

    @Override
    public void close() throws IOException {
        try (channel) {
            flush();
        }
    }
}
