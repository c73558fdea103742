package dev.vignette.inference.bpe;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * GPT-2's way of writing bytes as text: printable Latin-1 stands for itself, the other 68 bytes, in order, are the code points
 * from U+0100 on. A space is Ġ. Stateless.
 */
public final class ByteAlphabet {
    private static final int OTHERS = 0x100;
    private static final char[] OF_BYTE = new char[256];
    private static final int[] BYTE_OF = new int[OTHERS + 68];

    static {
        Arrays.fill(BYTE_OF, -1);
        int next = OTHERS;
        for (int b = 0; b < OF_BYTE.length; b++) {
            boolean itself = (b >= 33 && b <= 126) || (b >= 161 && b <= 172) || b >= 174;
            OF_BYTE[b] = (char) (itself ? b : next++);
            BYTE_OF[OF_BYTE[b]] = b;
        }
    }

    private ByteAlphabet() {}

    public static char of(byte value) {
        return OF_BYTE[value & 0xff];
    }

    public static String write(byte[] bytes) {
        StringBuilder text = new StringBuilder(bytes.length);
        for (byte value : bytes) {
            text.append(of(value));
        }
        return text.toString();
    }

    /** @throws IllegalArgumentException if {@code text} is not written in this alphabet */
    public static byte[] read(String text) {
        var bytes = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= BYTE_OF.length || BYTE_OF[c] < 0) {
                throw new IllegalArgumentException("\"" + text + "\" is not written in the byte alphabet");
            }
            bytes.write(BYTE_OF[c]);
        }
        return bytes.toByteArray();
    }
}
