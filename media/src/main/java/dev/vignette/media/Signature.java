package dev.vignette.media;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;

/** The bytes by which files of a format are known. */
public final class Signature {
    private Signature() {}

    /**
     * Whether a file has a signature.
     *
     * @param bytes the file, or its beginning
     * @param signature a byte a character (ISO 8859-1)
     */
    public static boolean at(byte[] bytes, int offset, String signature) {
        byte[] expected = signature.getBytes(ISO_8859_1);
        int end = offset + expected.length;
        return bytes.length >= end && Arrays.equals(bytes, offset, end, expected, 0, expected.length);
    }
}
