package dev.vignette.renderer.voice.moss;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a SentencePiece {@code tokenizer.model} holds, as far as encoding needs it.
 *
 * @param pieces by id
 * @param algorithm how text is cut into pieces
 * @param byteFallback whether what has no piece is spelt in bytes
 * @param charsMap the precompiled normalisation, empty for none
 * @param dummyPrefix whether a space is put before the text
 * @param trimSpaces whether runs of spaces are one and those at the ends go
 * @param escapeSpaces whether spaces become U+2581
 * @see <a href="https://github.com/google/sentencepiece/blob/master/src/sentencepiece_model.proto">sentencepiece_model.proto</a>
 */
record SentencePieceModel(
        List<Piece> pieces,
        Algorithm algorithm,
        boolean byteFallback,
        CharsMap charsMap,
        boolean dummyPrefix,
        boolean trimSpaces,
        boolean escapeSpaces) {
    private static final int MOST_PIECES = 1_000_000;
    /** In the order of the format's numbers, from 1. */
    private static final List<Type> TYPES = List.of(Type.values());

    enum Algorithm {
        UNIGRAM,
        BPE
    }

    enum Type {
        NORMAL,
        UNKNOWN,
        CONTROL,
        USER_DEFINED,
        UNUSED,
        BYTE
    }

    record Piece(String text, float score, Type type) {}

    SentencePieceModel {
        pieces = List.copyOf(pieces);
    }

    /** @throws IOException with one sentence if it is no such file */
    static SentencePieceModel read(byte[] file) throws IOException {
        Reader reader = new Reader();
        reader.model(CodedInputStream.newInstance(file));
        if (reader.pieces.isEmpty() || !reader.trained) {
            throw new IOException("It is cut off, or something else.");
        }
        return new SentencePieceModel(
                reader.pieces,
                reader.algorithm,
                reader.byteFallback,
                reader.charsMap,
                reader.dummyPrefix,
                reader.trimSpaces,
                reader.escapeSpaces);
    }

    /** Takes the fields it knows and skips the others, as the format wants it. */
    private static final class Reader {
        private final List<Piece> pieces = new ArrayList<>();
        private Algorithm algorithm = Algorithm.UNIGRAM;
        private boolean trained;
        private boolean byteFallback;
        private CharsMap charsMap = CharsMap.NONE;
        private boolean dummyPrefix = true;
        private boolean trimSpaces = true;
        private boolean escapeSpaces = true;

        private interface Fields {
            /** @return whether the field was taken */
            boolean take(int field, CodedInputStream in) throws IOException;
        }

        private static void each(CodedInputStream in, Fields fields) throws IOException {
            for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                if (!fields.take(WireFormat.getTagFieldNumber(tag), in)) {
                    in.skipField(tag);
                }
            }
        }

        private static void inside(CodedInputStream in, Fields fields) throws IOException {
            int limit = in.pushLimit(in.readRawVarint32());
            each(in, fields);
            in.checkLastTagWas(0);
            in.popLimit(limit);
        }

        void model(CodedInputStream file) throws IOException {
            each(file, (field, in) -> {
                switch (field) {
                    case 1 -> piece(in);
                    case 2 -> {
                        inside(in, this::trainer);
                        trained = true;
                    }
                    case 3 -> inside(in, this::normaliser);
                    default -> {
                        return false;
                    }
                }
                return true;
            });
        }

        private void piece(CodedInputStream file) throws IOException {
            String[] text = {""};
            float[] score = {0};
            int[] type = {1};
            inside(file, (field, in) -> {
                switch (field) {
                    case 1 -> text[0] = in.readStringRequireUtf8();
                    case 2 -> score[0] = in.readFloat();
                    case 3 -> type[0] = in.readEnum();
                    default -> {
                        return false;
                    }
                }
                return true;
            });
            if (type[0] < 1 || type[0] > TYPES.size() || pieces.size() >= MOST_PIECES) {
                throw new IOException("Its pieces are of an unknown kind or too many.");
            }
            pieces.add(new Piece(text[0], score[0], TYPES.get(type[0] - 1)));
        }

        private boolean trainer(int field, CodedInputStream in) throws IOException {
            switch (field) {
                case 3 ->
                    algorithm = switch (in.readEnum()) {
                        case 1 -> Algorithm.UNIGRAM;
                        case 2 -> Algorithm.BPE;
                        default -> throw new IOException("It cuts text neither by BPE nor by a unigram model.");
                    };
                case 35 -> byteFallback = in.readBool();
                default -> {
                    return false;
                }
            }
            return true;
        }

        private boolean normaliser(int field, CodedInputStream in) throws IOException {
            switch (field) {
                case 2 -> charsMap = CharsMap.read(in.readByteArray());
                case 3 -> dummyPrefix = in.readBool();
                case 4 -> trimSpaces = in.readBool();
                case 5 -> escapeSpaces = in.readBool();
                default -> {
                    return false;
                }
            }
            return true;
        }
    }
}
