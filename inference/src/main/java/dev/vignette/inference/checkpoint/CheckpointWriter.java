package dev.vignette.inference.checkpoint;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes a checkpoint of single-precision tensors in PyTorch's layout: {@code {"model": {name: tensor, …}, …}}, pickled by
 * protocol 2. One tensor is held at a time. For stand-ins and tests.
 */
public final class CheckpointWriter {
    private static final LocalDateTime FIRST_DAY = LocalDateTime.of(1980, 1, 1, 0, 0);

    private final Map<String, Boolean> flags = new LinkedHashMap<>();
    private final Map<String, Entry> tensors = new LinkedHashMap<>();

    @SuppressWarnings("ArrayRecordComponent") // A shape to be written, not a value to compare.
    private record Entry(long[] shape, Supplier<float[]> numbers) {
        long elements() {
            long elements = 1;
            for (long side : shape) {
                elements = Math.multiplyExact(elements, side);
            }
            return elements;
        }
    }

    /** A truth beside the tensors. */
    public CheckpointWriter flag(String name, boolean value) {
        flags.put(name, value);
        return this;
    }

    /** @param numbers asked for once, when the tensor is written; in the order in which tensors were added */
    public CheckpointWriter tensor(String name, Supplier<float[]> numbers, long... shape) {
        tensors.put(name, new Entry(shape.clone(), numbers));
        return this;
    }

    /** Writes the file in place of one that may be there. */
    public void write(Path file) throws IOException {
        try (ZipOutputStream zip =
                new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16))) {
            zip.setMethod(ZipOutputStream.STORED);
            part(zip, "data.pkl", pickle());
            part(zip, "byteorder", "little".getBytes(StandardCharsets.US_ASCII));
            int key = 0;
            for (Map.Entry<String, Entry> tensor : tensors.entrySet()) {
                float[] numbers = tensor.getValue().numbers().get();
                if (numbers.length != tensor.getValue().elements()) {
                    throw new IllegalArgumentException(
                            tensor.getKey() + ": " + numbers.length + " numbers do not fill it.");
                }
                byte[] bytes = new byte[Math.multiplyExact(4, numbers.length)];
                ByteBuffer.wrap(bytes)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .asFloatBuffer()
                        .put(numbers);
                part(zip, "data/" + key++, bytes);
            }
            part(zip, "version", "3\n".getBytes(StandardCharsets.US_ASCII));
        }
    }

    private static void part(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        ZipEntry entry = new ZipEntry("archive/" + name);
        CRC32 sum = new CRC32();
        sum.update(bytes);
        entry.setSize(bytes.length);
        entry.setCompressedSize(bytes.length);
        entry.setCrc(sum.getValue());
        // Always the same time, so that the same tensors make the same bytes.
        entry.setTimeLocal(FIRST_DAY);
        zip.putNextEntry(entry);
        zip.write(bytes);
        zip.closeEntry();
    }

    private byte[] pickle() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {(byte) 0x80, 2, '}', '('});
        flags.forEach((name, value) -> {
            text(out, name);
            out.write(value ? 0x88 : 0x89);
        });
        text(out, "model");
        name(out, "collections", "OrderedDict");
        out.writeBytes(new byte[] {')', 'R', '('});
        int key = 0;
        for (Map.Entry<String, Entry> tensor : tensors.entrySet()) {
            text(out, tensor.getKey());
            tensor(out, tensor.getValue(), key++);
        }
        out.writeBytes(new byte[] {'u', 'u', '.'});
        return out.toByteArray();
    }

    private static void tensor(ByteArrayOutputStream out, Entry tensor, int key) {
        name(out, "torch._utils", "_rebuild_tensor_v2");
        out.writeBytes(new byte[] {'(', '('});
        text(out, "storage");
        name(out, "torch", "FloatStorage");
        text(out, Integer.toString(key));
        text(out, "cpu");
        number(out, tensor.elements());
        out.writeBytes(new byte[] {'t', 'Q'});
        number(out, 0);
        long[] strides = new long[tensor.shape.length];
        long stride = 1;
        for (int i = strides.length - 1; i >= 0; i--) {
            strides[i] = stride;
            stride *= tensor.shape[i];
        }
        for (long[] numbers : new long[][] {tensor.shape, strides}) {
            out.write('(');
            for (long number : numbers) {
                number(out, number);
            }
            out.write('t');
        }
        out.write(0x89);
        name(out, "collections", "OrderedDict");
        out.writeBytes(new byte[] {')', 'R', 't', 'R'});
    }

    private static void name(ByteArrayOutputStream out, String module, String name) {
        out.writeBytes(("c" + module + "\n" + name + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    private static void text(ByteArrayOutputStream out, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.write('X');
        out.writeBytes(ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(bytes.length)
                .array());
        out.writeBytes(bytes);
    }

    private static void number(ByteArrayOutputStream out, long number) {
        out.write('J');
        out.writeBytes(ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(Math.toIntExact(number))
                .array());
    }
}
