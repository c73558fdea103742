package dev.vignette.renderer.face.ditto.standin;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Writes dictionaries, lists, numbers, texts and NumPy arrays of floats as Python does (pickle, protocol 3). */
final class PickleWriter {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private PickleWriter() {}

    /** A NumPy array of float32. */
    @SuppressWarnings("ArrayRecordComponent") // On its way into a file, never compared.
    record Floats(float[] values, int... shape) {}

    static byte[] write(Object value) {
        PickleWriter writer = new PickleWriter();
        writer.out.writeBytes(new byte[] {(byte) 0x80, 3});
        writer.put(value);
        writer.out.write('.');
        return writer.out.toByteArray();
    }

    private void put(Object value) {
        switch (value) {
            case Map<?, ?> map -> {
                out.writeBytes(new byte[] {'}', '('});
                map.forEach((key, entry) -> {
                    put(key);
                    put(entry);
                });
                out.write('u');
            }
            case List<?> list -> {
                out.writeBytes(new byte[] {']', '('});
                list.forEach(this::put);
                out.write('e');
            }
            case Boolean truth -> out.write(truth ? 0x88 : 0x89);
            case Integer number -> {
                out.write('J');
                out.writeBytes(little(4).putInt(number).array());
            }
            case Double number -> {
                out.write('G');
                out.writeBytes(ByteBuffer.allocate(8).putDouble(number).array());
            }
            case String text -> {
                byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                out.write('X');
                out.writeBytes(little(4).putInt(bytes.length).array());
                out.writeBytes(bytes);
            }
            case Floats floats -> put(floats);
            default -> throw new IllegalArgumentException("Not written here: " + value.getClass());
        }
    }

    private void put(Floats array) {
        global("numpy.core.multiarray", "_reconstruct");
        out.write('(');
        global("numpy", "ndarray");
        out.write('(');
        put(0);
        out.write('t');
        bytes("b".getBytes(StandardCharsets.UTF_8));
        out.writeBytes(new byte[] {'t', 'R', '('});
        put(1);
        out.write('(');
        for (int side : array.shape) {
            put(side);
        }
        out.write('t');
        global("numpy", "dtype");
        out.write('(');
        put("f4");
        put(false);
        put(true);
        out.writeBytes(new byte[] {'t', 'R', '('});
        put(3);
        put("<");
        out.writeBytes(new byte[] {'N', 'N', 'N'});
        put(-1);
        put(-1);
        put(0);
        out.writeBytes(new byte[] {'t', 'b'});
        put(false);
        byte[] data = new byte[4 * array.values.length];
        ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(array.values);
        bytes(data);
        out.writeBytes(new byte[] {'t', 'b'});
    }

    private void bytes(byte[] bytes) {
        out.write('B');
        out.writeBytes(little(4).putInt(bytes.length).array());
        out.writeBytes(bytes);
    }

    private void global(String module, String name) {
        out.writeBytes(("c" + module + "\n" + name + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
