package dev.vignette.inference.weights;

import dev.vignette.inference.InferenceException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Writes weights in the safetensors format as BF16, which large models are published in; holds none of them. */
public final class SafeTensorsWriter {
    private static final int PIECE = 1 << 20;

    private SafeTensorsWriter() {}

    /**
     * @param metadata what the file says of itself
     * @param shapes of all tensors by name, in the order in which they are written
     * @param numbers gives a tensor's numbers in row-major order
     */
    public static void write(
            Path file,
            Map<String, String> metadata,
            Map<String, long[]> shapes,
            Function<String, DoubleSupplier> numbers) {
        Map<String, Object> header = new LinkedHashMap<>();
        header.put("__metadata__", metadata);
        long offset = 0;
        for (Map.Entry<String, long[]> entry : shapes.entrySet()) {
            long end = offset + 2 * count(entry.getValue());
            header.put(
                    entry.getKey(),
                    Map.of("dtype", "BF16", "shape", entry.getValue(), "data_offsets", List.of(offset, end)));
            offset = end;
        }
        String text = JsonMapper.builder()
                .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .build()
                .writeValueAsString(header);
        // The data begins at a multiple of eight.
        byte[] bytes = (text + " ".repeat(7 - (text.length() + 7) % 8)).getBytes(StandardCharsets.UTF_8);
        ByteBuffer piece = ByteBuffer.allocateDirect(PIECE).order(ByteOrder.LITTLE_ENDIAN);
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer length =
                    ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(bytes.length);
            flush(channel, length);
            flush(channel, ByteBuffer.wrap(bytes).position(bytes.length));
            for (Map.Entry<String, long[]> entry : shapes.entrySet()) {
                DoubleSupplier next = numbers.apply(entry.getKey());
                for (long left = count(entry.getValue()); left > 0; left--) {
                    if (!piece.hasRemaining()) {
                        flush(channel, piece);
                    }
                    piece.putShort(rounded((float) next.getAsDouble()));
                }
            }
            flush(channel, piece);
        } catch (IOException e) {
            throw new InferenceException("The file " + file + " cannot be written: " + e.getMessage(), e);
        }
    }

    /** To the nearest, ties to even. */
    private static short rounded(float value) {
        int bits = Float.floatToRawIntBits(value);
        return (short) ((bits + 0x7FFF + ((bits >>> 16) & 1)) >>> 16);
    }

    private static long count(long[] shape) {
        return Arrays.stream(shape).reduce(1, Math::multiplyExact);
    }

    private static void flush(FileChannel channel, ByteBuffer bytes) throws IOException {
        bytes.flip();
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        bytes.clear();
    }
}
