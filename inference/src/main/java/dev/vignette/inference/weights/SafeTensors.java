package dev.vignette.inference.weights;

import dev.vignette.inference.InferenceException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A file of weights in the safetensors format, mapped and not read: only what is asked for comes from the disk. Nothing in it
 * can be run. Safe to use from any thread until it is closed.
 *
 * @see <a href="https://github.com/huggingface/safetensors#format">safetensors, format</a>
 */
public final class SafeTensors implements AutoCloseable {
    /** As the reference implementation allows. */
    private static final long MOST_HEADER = 100_000_000;

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final Path file;
    private final Arena arena;
    private final Map<String, Weight> weights;
    private final Map<String, String> metadata = new LinkedHashMap<>();

    /** The kinds of numbers that are read. */
    private enum Kind {
        F32(4),
        F16(2),
        BF16(2);

        private final int bytes;

        Kind(int bytes) {
            this.bytes = bytes;
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Weight(Kind kind, long[] shape, MemorySegment memory) {}

    private SafeTensors(Path file, Arena arena, Map<String, Weight> weights) {
        this.file = file;
        this.arena = arena;
        this.weights = weights;
    }

    /** @throws InferenceException if there is no such file, or it is cut or not of this format */
    public static SafeTensors open(Path file) {
        Arena arena = Arena.ofShared();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            MemorySegment memory = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
            SafeTensors opened = new SafeTensors(file, arena, new LinkedHashMap<>());
            opened.read(memory);
            return opened;
        } catch (NoSuchFileException e) {
            arena.close();
            throw new InferenceException(
                    "There is no file " + file + ". Get it with \"vignette models pull\", or correct the path.", e);
        } catch (IOException e) {
            arena.close();
            throw new InferenceException("The file " + file + " cannot be read: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            arena.close();
            throw e;
        }
    }

    private void read(MemorySegment memory) {
        long header = memory.byteSize() < 8 ? -1 : memory.get(LONG, 0);
        if (header < 2 || header > MOST_HEADER || header > memory.byteSize() - 8) {
            throw damaged(file, "its header does not fit into it");
        }
        MemorySegment data = memory.asSlice(8 + header);
        try {
            byte[] text = memory.asSlice(8, header).toArray(ValueLayout.JAVA_BYTE);
            JSON.readTree(new String(text, StandardCharsets.UTF_8)).properties().forEach(entry -> {
                if (entry.getKey().equals("__metadata__")) {
                    entry.getValue()
                            .properties()
                            .forEach(said ->
                                    metadata.put(said.getKey(), said.getValue().asString("")));
                } else {
                    weights.put(entry.getKey(), weight(file, entry.getKey(), entry.getValue(), data));
                }
            });
        } catch (JacksonException e) {
            throw new InferenceException(
                    "The file " + file
                            + " is damaged or no safetensors file: its header cannot be read. Pull it again.",
                    e);
        }
    }

    private static Weight weight(Path file, String name, JsonNode entry, MemorySegment data) {
        Kind kind;
        try {
            kind = Kind.valueOf(entry.path("dtype").asString(""));
        } catch (IllegalArgumentException e) {
            throw damaged(file, "its tensor " + name + " is of the type " + entry.path("dtype"));
        }
        JsonNode sides = entry.path("shape");
        long[] shape = new long[sides.size()];
        long bytes = kind.bytes;
        for (int i = 0; i < shape.length; i++) {
            shape[i] = sides.path(i).asLong(-1);
            if (shape[i] < 0 || (shape[i] > 0 && bytes > data.byteSize() / shape[i])) {
                throw damaged(file, "its tensor " + name + " is larger than the file");
            }
            bytes *= shape[i];
        }
        long from = entry.path("data_offsets").path(0).asLong(-1);
        long to = entry.path("data_offsets").path(1).asLong(-1);
        if (from < 0 || to < from || to > data.byteSize() || to - from != bytes) {
            throw damaged(file, "its tensor " + name + " does not lie where the header says");
        }
        return new Weight(kind, shape, data.asSlice(from, bytes));
    }

    private static InferenceException damaged(Path file, String how) {
        return new InferenceException(
                "The file " + file + " is damaged or no safetensors file of weights: " + how + ". Pull it again.");
    }

    /** What the file's maker wrote into it. */
    public Map<String, String> metadata() {
        return Collections.unmodifiableMap(metadata);
    }

    public Set<String> names() {
        return Set.copyOf(weights.keySet());
    }

    public boolean has(String name) {
        return weights.containsKey(name);
    }

    /** Sizes, outermost first. */
    public long[] shape(String name) {
        return weight(name).shape.clone();
    }

    /** @throws InferenceException if there is no such tensor, or it has another shape; it names both */
    public void require(String name, long... shape) {
        Weight weight = weight(name);
        if (!Arrays.equals(weight.shape, shape)) {
            throw new InferenceException("The tensor " + name + " of " + file + " is " + Arrays.toString(weight.shape)
                    + " where " + Arrays.toString(shape) + " belongs. Pull the model again, all of it.");
        }
    }

    /** All numbers of a tensor in row-major order. */
    public float[] floats(String name) {
        Weight weight = weight(name);
        return read(weight, 0, Math.toIntExact(weight.memory.byteSize() / weight.kind.bytes));
    }

    /** One row of a tensor of two dimensions. */
    public float[] row(String name, long row) {
        Weight weight = weight(name);
        if (weight.shape.length != 2 || row < 0 || row >= weight.shape[0]) {
            throw new IllegalArgumentException(
                    "There is no row " + row + " in " + name + " " + Arrays.toString(weight.shape) + ".");
        }
        return read(weight, row * weight.shape[1], Math.toIntExact(weight.shape[1]));
    }

    private static float[] read(Weight weight, long from, int count) {
        MemorySegment memory = weight.memory;
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            long at = (from + i) * weight.kind.bytes;
            values[i] = switch (weight.kind) {
                case F32 -> Float.intBitsToFloat(memory.get(INT, at));
                case F16 -> Float.float16ToFloat(memory.get(SHORT, at));
                case BF16 -> Float.intBitsToFloat(memory.get(SHORT, at) << 16);
            };
        }
        return values;
    }

    private Weight weight(String name) {
        Weight weight = weights.get(name);
        if (weight == null) {
            throw new InferenceException("The file " + file + " has no tensor " + name
                    + ": it belongs to another model. Pull the model again, all of it.");
        }
        return weight;
    }

    @Override
    public void close() {
        if (arena.scope().isAlive()) {
            arena.close();
        }
    }
}
