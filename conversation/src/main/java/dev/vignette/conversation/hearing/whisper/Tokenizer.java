package dev.vignette.conversation.hearing.whisper;

import dev.vignette.inference.bpe.ByteAlphabet;
import dev.vignette.inference.bpe.BytePairEncoder;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Between text and the ids below end-of-text. Ids are turned into bytes first and into characters last, because a Chinese
 * character or an emoji is often spread over several tokens.
 */
final class Tokenizer {
    /** GPT-2's words. */
    private static final Pattern WORDS = Pattern.compile(
            "'(?:s|t|re|ve|m|ll|d)| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+",
            Pattern.UNICODE_CHARACTER_CLASS);

    private static final byte[] NOTHING = {};

    private final byte[][] bytes;
    private final BytePairEncoder encoder;
    private final boolean encodes;

    /**
     * @param ids of tokens written in the byte alphabet
     * @param merges in the order learned; may be empty, then nothing can be encoded
     * @param endOfText ids from here on are no text
     */
    Tokenizer(Map<String, Integer> ids, List<String> merges, int endOfText) {
        bytes = new byte[endOfText][];
        ids.forEach((token, id) -> {
            if (id >= 0 && id < endOfText) {
                bytes[id] = ByteAlphabet.read(token);
            }
        });
        encoder = new BytePairEncoder(WORDS, ids, merges);
        encodes = !merges.isEmpty();
    }

    /** Whether {@link #encode} can be asked. */
    boolean encodes() {
        return encodes;
    }

    int[] encode(String text) {
        return encoder.encode(text);
    }

    /** The text of {@code tokens}; special tokens and timestamps are skipped. */
    String decode(int[] tokens) {
        return new String(bytes(tokens), StandardCharsets.UTF_8);
    }

    byte[] bytes(int[] tokens) {
        var text = new ByteArrayOutputStream(4 * tokens.length);
        for (int token : tokens) {
            text.writeBytes(bytes(token));
        }
        return text.toByteArray();
    }

    private byte[] bytes(int token) {
        byte[] known = token >= 0 && token < bytes.length ? bytes[token] : null;
        return known == null ? NOTHING : known;
    }

    /** How many ids below end-of-text have no token. */
    int gaps() {
        int gaps = 0;
        for (byte[] token : bytes) {
            gaps += token == null ? 1 : 0;
        }
        return gaps;
    }

    /** Length of the part of {@code text} that is whole characters of UTF-8: what can be shown while more is to come. */
    static int completeUtf8(byte[] text) {
        int lead = text.length - 1;
        while (lead >= 0 && lead > text.length - 4 && (text[lead] & 0xc0) == 0x80) {
            lead--;
        }
        if (lead < 0) {
            return 0;
        }
        int first = text[lead] & 0xff;
        int wanted = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc0 ? 2 : 1;
        return text.length - lead < wanted ? lead : text.length;
    }
}
