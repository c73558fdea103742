package dev.vignette.renderer.voice.moss.standin;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A SentencePiece model (BPE with byte fallback) of letters and pairs of letters: about two Latin characters a piece, one of Greek,
 * Cyrillic, Hebrew and Arabic, three pieces a character of other scripts.
 */
final class StandInTokenizer {
    private static final int NORMAL = 1;
    private static final int UNKNOWN = 2;
    private static final int CONTROL = 3;
    private static final int BYTE = 6;
    private static final int BPE = 2;
    private static final char SPACE = '\u2581';

    private StandInTokenizer() {}

    /** @param size number of pieces, at least 2 000 */
    static byte[] write(int size) throws IOException {
        Map<String, Integer> pieces = new LinkedHashMap<>();
        pieces.put("<unk>", UNKNOWN);
        for (String control : new String[] {
            "<s>",
            "</s>",
            "<pad>",
            "<|im_start|>",
            "<|im_end|>",
            "<|audio_start|>",
            "<|audio_end|>",
            "<|audio_user_slot|>",
            "<|audio_assistant_slot|>"
        }) {
            pieces.put(control, CONTROL);
        }
        for (int i = 0; i < 256; i++) {
            pieces.put("<0x%02X>".formatted(i), BYTE);
        }
        for (char first = 'a'; first <= 'z'; first++) {
            for (char second = 'a'; second <= 'z'; second++) {
                pieces.put("" + first + second, NORMAL);
            }
        }
        for (char first = 'a'; first <= 'z'; first++) {
            pieces.put("" + SPACE + first, NORMAL);
        }
        pieces.put(Character.toString(SPACE), NORMAL);
        for (char c = '!'; c <= '~'; c++) {
            pieces.put(Character.toString(c), NORMAL);
        }
        for (char c = '\u0370'; c <= '\u06FF'; c++) {
            pieces.put(Character.toString(c), NORMAL);
        }
        // What is left of the vocabulary is never met in a text.
        for (int i = 0; pieces.size() < size; i++) {
            pieces.put("\uE000" + i, NORMAL);
        }
        return model(pieces);
    }

    private static byte[] model(Map<String, Integer> pieces) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        int rank = 0;
        for (Map.Entry<String, Integer> piece : pieces.entrySet()) {
            float score = -rank++;
            message(out, 1, fields -> {
                fields.writeString(1, piece.getKey());
                fields.writeFloat(2, score);
                fields.writeEnum(3, piece.getValue());
            });
        }
        message(out, 2, fields -> {
            fields.writeEnum(3, BPE);
            fields.writeInt32(4, pieces.size());
            fields.writeBool(35, true);
        });
        message(out, 3, fields -> {
            fields.writeString(1, "identity");
            fields.writeBool(3, true);
            fields.writeBool(4, true);
            fields.writeBool(5, true);
        });
        out.flush();
        return bytes.toByteArray();
    }

    private interface Fields {
        void write(CodedOutputStream out) throws IOException;
    }

    private static void message(CodedOutputStream out, int field, Fields fields) throws IOException {
        ByteArrayOutputStream inner = new ByteArrayOutputStream();
        CodedOutputStream message = CodedOutputStream.newInstance(inner);
        fields.write(message);
        message.flush();
        out.writeByteArray(field, inner.toByteArray());
    }
}
