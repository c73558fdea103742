package dev.vignette.renderer.voice.xtts.network;

import dev.vignette.inference.InferenceException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A table of single-precision numbers in NumPy's file format, mapped into memory.
 *
 * @param rows how many there are
 * @param columns numbers in each
 * @param values row by row; read by index only
 * @see <a href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">NumPy, the NPY format</a>
 */
public record Npy(int rows, int columns, FloatBuffer values) {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
    private static final int BEFORE_HEADER = 10;
    private static final Pattern HEADER = Pattern.compile(
            "\\{'descr': '<f4', 'fortran_order': False, 'shape': \\((\\d{1,8})(?:, ?(\\d{1,8}))?,?\\), ?\\}\\s*");

    /** @throws InferenceException if the file is missing, cut or no table of single-precision numbers */
    public static Npy read(Path file) {
        try (FileChannel channel = FileChannel.open(file)) {
            ByteBuffer bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size())
                    .order(ByteOrder.LITTLE_ENDIAN);
            int header = bytes.limit() < BEFORE_HEADER ? 0 : bytes.getShort(MAGIC.length) & 0xffff;
            if (header == 0
                    || bytes.limit() < BEFORE_HEADER + header
                    || bytes.slice(0, MAGIC.length).mismatch(ByteBuffer.wrap(MAGIC)) >= 0) {
                throw damaged(file);
            }
            byte[] text = new byte[header];
            bytes.get(BEFORE_HEADER, text);
            Matcher matcher = HEADER.matcher(new String(text, StandardCharsets.ISO_8859_1));
            if (!matcher.matches()) {
                throw damaged(file);
            }
            int rows = Integer.parseInt(matcher.group(1));
            int columns = matcher.group(2) == null ? 1 : Integer.parseInt(matcher.group(2));
            FloatBuffer values = bytes.position(BEFORE_HEADER + header)
                    .slice()
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer();
            if (values.limit() != (long) rows * columns) {
                throw damaged(file);
            }
            return new Npy(rows, columns, values);
        } catch (IOException e) {
            throw new InferenceException(
                    "The file " + file + " cannot be read. Convert the model again: vignette models convert xtts", e);
        }
    }

    private static InferenceException damaged(Path file) {
        return new InferenceException(
                "The file " + file + " is damaged. Convert the model again: vignette models convert xtts");
    }

    /** Writes a table, or a list of one column if {@code columns} is 1. */
    public static void write(Path file, float[] values, int rows, int columns) throws IOException {
        String shape = columns == 1 ? rows + "," : rows + ", " + columns;
        StringBuilder header =
                new StringBuilder("{'descr': '<f4', 'fortran_order': False, 'shape': (" + shape + "), }");
        while ((BEFORE_HEADER + header.length() + 1) % 64 != 0) {
            header.append(' ');
        }
        header.append('\n');
        ByteBuffer bytes = ByteBuffer.allocate(BEFORE_HEADER + header.length() + 4 * values.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(MAGIC)
                .putShort((short) header.length())
                .put(header.toString().getBytes(StandardCharsets.ISO_8859_1));
        bytes.asFloatBuffer().put(values);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            out.write(bytes.array());
        }
    }

    /** Adds a row to the numbers of {@code into} from {@code at} on. */
    public void addRow(int row, float[] into, int at) {
        if (row < 0 || row >= rows) {
            throw new IndexOutOfBoundsException("Row " + row + " of " + rows);
        }
        for (int i = 0; i < columns; i++) {
            into[at + i] += values.get(row * columns + i);
        }
    }
}
