package dev.vignette.conversation.hearing.whisper;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Tokens that are never written, and those that are not written first.
 *
 * @param always sorted
 * @param first forbidden as the first token: the space, and the end of text
 */
@SuppressWarnings("ArrayRecordComponent") // A table that nobody compares.
record Suppression(int[] always, int[] first) {
    /** What annotations of sounds are made of; with and without a space before them, if that is one token. */
    private static final List<String> SYMBOLS = symbols();
    /** Of these the first token, however many there are. */
    private static final List<String> NOTES = List.of("♩", "♪", "♫", "♬", "♭", "♮", "♯");

    /**
     * @param text ids of text that the model's own settings forbid; null if they say nothing, then they are worked out
     * @param first ids that the model's own settings forbid in the first place; null if they say nothing
     */
    static Suppression of(SpecialTokens special, Tokenizer tokenizer, int @Nullable [] text, int @Nullable [] first) {
        TreeSet<Integer> always = new TreeSet<>();
        IntStream ofText = text != null ? Arrays.stream(text) : Arrays.stream(nonSpeech(tokenizer));
        ofText.filter(id -> id >= 0 && id < special.endOfText()).forEach(always::add);
        // Special ids in published settings are not believed: some are those of another version.
        always.addAll(List.of(
                special.translate(),
                special.transcribe(),
                special.startOfTranscript(),
                special.startOfPrevious(),
                special.startOfLm(),
                special.noSpeech()));
        int[] blank = IntStream.concat(Arrays.stream(tokenizer.encode(" ")), IntStream.of(special.endOfText()))
                .toArray();
        return new Suppression(
                always.stream().mapToInt(Integer::intValue).toArray(),
                Arrays.stream(first != null ? first : blank)
                        .filter(id -> id >= 0 && id < special.vocabularySize())
                        .toArray());
    }

    /** The symbols that nobody speaks, such as brackets and notes; hyphens and apostrophes inside words stay allowed. */
    static int[] nonSpeech(Tokenizer tokenizer) {
        TreeSet<Integer> ids = new TreeSet<>();
        if (!tokenizer.encodes()) {
            return new int[0];
        }
        ids.add(tokenizer.encode(" -")[0]);
        ids.add(tokenizer.encode(" '")[0]);
        for (String symbol : SYMBOLS) {
            for (String written : List.of(symbol, " " + symbol)) {
                int[] tokens = tokenizer.encode(written);
                if (tokens.length == 1) {
                    ids.add(tokens[0]);
                }
            }
        }
        for (String note : NOTES) {
            for (String written : List.of(note, " " + note)) {
                Arrays.stream(tokenizer.encode(written)).limit(1).forEach(ids::add);
            }
        }
        return ids.stream().mapToInt(Integer::intValue).toArray();
    }

    private static List<String> symbols() {
        List<String> symbols = new ArrayList<>();
        "\"#()*+/:;<=>@[\\]^_`{|}~「」『』"
                .codePoints()
                .mapToObj(Character::toString)
                .forEach(symbols::add);
        symbols.addAll(
                List.of("<<", ">>", "<<<", ">>>", "--", "---", "-(", "-[", "('", "(\"", "((", "))", "(((", ")))"));
        symbols.addAll(List.of("[[", "]]", "{{", "}}", "♪♪", "♪♪♪"));
        return List.copyOf(symbols);
    }
}
