package dev.vignette.renderer.voice.moss;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * SentencePiece's precompiled normalisation: a double-array trie (Darts-clone) from strings to places in a list of
 * replacements, which end with a zero byte.
 */
final class CharsMap {
    static final CharsMap NONE = new CharsMap(new int[0], new byte[0]);

    private final int[] units;
    private final byte[] replacements;

    private CharsMap(int[] units, byte[] replacements) {
        this.units = units;
        this.replacements = replacements;
    }

    /** @throws IOException if it is cut off */
    static CharsMap read(byte[] blob) throws IOException {
        if (blob.length == 0) {
            return NONE;
        }
        ByteBuffer in = ByteBuffer.wrap(blob).order(ByteOrder.LITTLE_ENDIAN);
        int bytes = blob.length < Integer.BYTES ? -1 : in.getInt();
        if (bytes <= 0 || bytes % Integer.BYTES != 0 || bytes > in.remaining()) {
            throw new IOException("Its normalisation is cut off.");
        }
        int[] units = new int[bytes / Integer.BYTES];
        in.asIntBuffer().get(units);
        return new CharsMap(units, Arrays.copyOfRange(blob, Integer.BYTES + bytes, blob.length));
    }

    /**
     * A replacement.
     *
     * @param length bytes of the text that it stands for
     */
    record Match(int length, String replacement) {}

    /** The longest beginning of {@code text} from {@code from} on that has a replacement; length 0 if none has. */
    Match longest(byte[] text, int from) {
        int length = 0;
        int value = -1;
        int node = units.length == 0 ? -1 : offset(units[0]);
        for (int i = from; i < text.length && node >= 0; i++) {
            node ^= text[i] & 0xFF;
            if (node >= units.length || (units[node] & 0x800000FF) != (text[i] & 0xFF)) {
                break;
            }
            int unit = units[node];
            node ^= offset(unit);
            if ((unit >> 8 & 1) == 1 && node < units.length) {
                length = i + 1 - from;
                value = units[node] & 0x7FFFFFFF;
            }
        }
        return new Match(length, value < 0 ? "" : replacement(value));
    }

    private static int offset(int unit) {
        return unit >>> 10 << ((unit & 1 << 9) >>> 6);
    }

    private String replacement(int from) {
        int to = Math.min(from, replacements.length);
        int start = to;
        while (to < replacements.length && replacements[to] != 0) {
            to++;
        }
        return new String(replacements, start, to - start, UTF_8);
    }
}
