package dev.vignette.conversation.hearing.whisper;

import dev.vignette.media.Language;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The ids that are no text. In every Whisper vocabulary they follow the text in the same order, but where they begin
 * depends on the vocabulary, and from version 2 to version 3 all from "translate" on moved by one.
 *
 * @param endOfText also the end of the ids of text
 * @param languages in the order of their ids
 * @param firstTimestamp 0.00 s; later ones follow in steps of 0.02 s
 * @param timestamps how many there are: 1501, or none
 */
record SpecialTokens(
        int endOfText,
        int startOfTranscript,
        Map<Language, Integer> languages,
        int translate,
        int transcribe,
        int startOfLm,
        int startOfPrevious,
        int noSpeech,
        int noTimestamps,
        int firstTimestamp,
        int timestamps) {
    static final int TIMESTAMPS = 1_501;
    static final double SECONDS_PER_TIMESTAMP = 0.02;
    private static final Pattern LANGUAGE = Pattern.compile("<\\|([a-z]{2,3})\\|>");
    private static final Pattern TIMESTAMP = Pattern.compile("<\\|(\\d{1,2}\\.\\d\\d)\\|>");

    SpecialTokens {
        languages = Collections.unmodifiableMap(new LinkedHashMap<>(languages));
    }

    /**
     * From a vocabulary's own list.
     *
     * @param ids by name, such as {@code <|transcribe|>}
     * @throws IllegalArgumentException whose message is the rest of a sentence on what is missing or out of place
     */
    static SpecialTokens of(Map<String, Integer> ids) {
        int noTimestamps = id(ids, "<|notimestamps|>");
        var tokens = new SpecialTokens(
                id(ids, "<|endoftext|>"),
                id(ids, "<|startoftranscript|>"),
                languages(ids),
                id(ids, "<|translate|>"),
                id(ids, "<|transcribe|>"),
                id(ids, "<|startoflm|>"),
                id(ids, "<|startofprev|>"),
                ids.containsKey("<|nospeech|>") ? id(ids, "<|nospeech|>") : id(ids, "<|nocaptions|>"),
                noTimestamps,
                noTimestamps + 1,
                TIMESTAMPS);
        ids.forEach((name, id) -> {
            if (id < tokens.endOfText) {
                throw new IllegalArgumentException(
                        "has " + name + " at " + id + ", among the text, which ends at " + tokens.endOfText);
            }
        });
        // Older files list no timestamps; they follow all the same.
        ids.forEach((name, id) -> {
            Matcher time = TIMESTAMP.matcher(name);
            if (time.matches()) {
                long at = tokens.firstTimestamp + Math.round(Double.parseDouble(time.group(1)) / SECONDS_PER_TIMESTAMP);
                if (at != id) {
                    throw new IllegalArgumentException("has " + name + " at " + id + " where " + at + " is its place");
                }
            }
        });
        return tokens;
    }

    /**
     * By the size of a published vocabulary: 51864 (English only), 51865 (99 languages), 51866 (100 languages).
     *
     * @param names at least as many languages as the vocabulary has, in the order of their ids
     */
    static SpecialTokens ofPublished(int vocabulary, List<Language> names) {
        boolean multilingual = vocabulary >= 51_865;
        int count = vocabulary - 51_765 - (multilingual ? 1 : 0);
        int endOfText = multilingual ? 50_257 : 50_256;
        int first = endOfText + 2;
        Map<Language, Integer> languages = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            languages.put(names.get(i), first + i);
        }
        int next = first + count;
        return new SpecialTokens(
                endOfText,
                endOfText + 1,
                languages,
                next,
                next + 1,
                next + 2,
                next + 3,
                next + 4,
                next + 5,
                next + 6,
                TIMESTAMPS);
    }

    /** One more than the highest id. */
    int vocabularySize() {
        return firstTimestamp + timestamps;
    }

    boolean isTimestamp(int id) {
        return id >= firstTimestamp;
    }

    double seconds(int timestamp) {
        return (timestamp - firstTimestamp) * SECONDS_PER_TIMESTAMP;
    }

    private static Map<Language, Integer> languages(Map<String, Integer> ids) {
        Map<Language, Integer> languages = new LinkedHashMap<>();
        ids.entrySet().stream().sorted(Map.Entry.comparingByValue()).forEach(entry -> {
            Matcher code = LANGUAGE.matcher(entry.getKey());
            if (code.matches()) {
                languages.put(new Language(code.group(1)), entry.getValue());
            }
        });
        return languages;
    }

    private static int id(Map<String, Integer> ids, String name) {
        Integer id = ids.get(name);
        if (id == null) {
            throw new IllegalArgumentException("has no token " + name);
        }
        return id;
    }
}
