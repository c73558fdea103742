package dev.vignette.renderer.face.ditto.config;

import dev.vignette.inference.pickle.PickleException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * An array of numbers, row by row.
 *
 * @param shape outermost first; empty for one number
 */
@SuppressWarnings("ArrayRecordComponent") // Read by index, never compared or written to.
public record NumpyArray(int[] shape, float[] values) {
    private static final int MOST = 50_000_000;

    /**
     * @param type as NumPy writes it, such as {@code f4}
     * @param bytes row by row
     */
    static NumpyArray of(String type, boolean bigEndian, int[] shape, byte[] bytes) {
        long size = 1;
        for (int side : shape) {
            size *= side;
            if (side < 0 || size > MOST) {
                throw new PickleException("An array in the file claims to be of shape " + Arrays.toString(shape) + ".");
            }
        }
        int width = switch (type) {
            case "f8", "i8" -> 8;
            case "f4", "i4" -> 4;
            case "f2", "i2" -> 2;
            case "b1", "u1", "i1" -> 1;
            default -> throw new PickleException("Arrays of type " + type + " are not read.");
        };
        if (size * width != bytes.length) {
            throw new PickleException(
                    "An array of " + size + " numbers of type " + type + " has " + bytes.length + " bytes.");
        }
        ByteBuffer from = ByteBuffer.wrap(bytes).order(bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        float[] values = new float[(int) size];
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (type) {
                case "f8" -> (float) from.getDouble();
                case "f4" -> from.getFloat();
                case "f2" -> Float.float16ToFloat(from.getShort());
                case "i8" -> from.getLong();
                case "i4" -> from.getInt();
                case "i2" -> from.getShort();
                case "u1" -> from.get() & 255;
                default -> from.get();
            };
        }
        return new NumpyArray(shape, values);
    }

    /** Rows of the first dimension, flattened. */
    public float[][] rows() {
        int count = shape.length == 0 ? 1 : shape[0];
        int width = count == 0 ? 0 : values.length / count;
        float[][] rows = new float[count][];
        for (int i = 0; i < count; i++) {
            rows[i] = Arrays.copyOfRange(values, i * width, (i + 1) * width);
        }
        return rows;
    }
}
