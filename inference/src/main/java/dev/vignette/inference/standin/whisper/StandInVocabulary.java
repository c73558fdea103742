package dev.vignette.inference.standin.whisper;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A byte-level vocabulary: the 256 bytes, the given words with all their beginnings, and pairs of bytes as far as needed, then
 * the special tokens in Whisper's order.
 *
 * @param text tokens written in GPT-2's byte alphabet, by id
 * @param merges that lead to them
 * @param special by name, timestamps included
 */
record StandInVocabulary(Map<String, Integer> text, List<List<String>> merges, Map<String, Integer> special) {
    private static final int TIMESTAMPS = 1_501;
    /** Tokens between the languages and the timestamps. */
    private static final List<String> TASKS = List.of(
            "<|translate|>", "<|transcribe|>", "<|startoflm|>", "<|startofprev|>", "<|nospeech|>", "<|notimestamps|>");

    /** All languages that Whisper has names for, in the order of their ids; {@code yue} since version 3. */
    static final List<String> LANGUAGES = List.of(
            ("en zh de es ru ko fr ja pt tr pl ca nl ar sv it id hi fi vi he uk el ms cs ro da hu ta no th ur hr bg lt la mi"
                            + " ml cy sk te fa lv bn sr az sl kn et mk br eu is hy ne mn bs kk sq sw gl mr pa si km sn yo so"
                            + " af oc ka be tg sd gu am yi lo uz fo ht ps tk nn mt sa lb my bo tl mg as tt haw ln ha ba jw"
                            + " su yue")
                    .split(" "));

    /** The sizes of a published vocabulary: 51864, 51865 or 51866. */
    static StandInVocabulary published(int size) {
        boolean multilingual = size >= 51_865;
        int languages = size - 51_765 - (multilingual ? 1 : 0);
        return of(multilingual ? 50_257 : 50_256, List.of(), LANGUAGES.subList(0, languages));
    }

    /** A small one with these words; a word begins with its space. */
    static StandInVocabulary small(List<String> words, List<String> languages) {
        int text = 256
                + words.stream()
                        .mapToInt(w -> w.getBytes(StandardCharsets.UTF_8).length)
                        .sum();
        return of(text, words, languages);
    }

    private static StandInVocabulary of(int textSize, List<String> words, List<String> languages) {
        Map<String, Integer> text = new LinkedHashMap<>();
        List<List<String>> merges = new ArrayList<>();
        for (int b = 0; b < 256; b++) {
            text.put(Character.toString(written(b)), b);
        }
        for (String word : words) {
            String token = written(word);
            for (int end = 2; end <= token.length(); end++) {
                add(text, merges, token.substring(0, end - 1), token.substring(end - 1, end));
            }
        }
        for (int pair = 0; text.size() < textSize; pair++) {
            add(text, merges, Character.toString(written(pair >> 8)), Character.toString(written(pair & 255)));
        }
        Map<String, Integer> special = new LinkedHashMap<>();
        int next = textSize;
        special.put("<|endoftext|>", next++);
        special.put("<|startoftranscript|>", next++);
        for (String language : languages) {
            special.put("<|" + language + "|>", next++);
        }
        for (String task : TASKS) {
            special.put(task, next++);
        }
        for (int i = 0; i < TIMESTAMPS; i++) {
            special.put(String.format(Locale.ROOT, "<|%.2f|>", i * 0.02), next++);
        }
        return new StandInVocabulary(text, merges, special);
    }

    private static void add(Map<String, Integer> text, List<List<String>> merges, String first, String second) {
        if (text.putIfAbsent(first + second, text.size()) == null) {
            merges.add(List.of(first, second));
        }
    }

    int size() {
        return id("<|30.00|>") + 1;
    }

    int id(String name) {
        Integer id = special.get(name);
        if (id == null) {
            id = text.get(written(name));
        }
        if (id == null) {
            throw new IllegalArgumentException("The stand-in's vocabulary has no \"" + name + "\"");
        }
        return id;
    }

    private static String written(String word) {
        StringBuilder token = new StringBuilder();
        for (byte b : word.getBytes(StandardCharsets.UTF_8)) {
            token.append(written(b & 255));
        }
        return token.toString();
    }

    /** GPT-2's byte alphabet: printable Latin-1 stands for itself, the rest follows from U+0100 on. */
    private static char written(int b) {
        if (printable(b)) {
            return (char) b;
        }
        int others = 0;
        for (int i = 0; i < b; i++) {
            others += printable(i) ? 0 : 1;
        }
        return (char) (256 + others);
    }

    private static boolean printable(int b) {
        return (b >= 33 && b <= 126) || (b >= 161 && b <= 172) || b >= 174;
    }
}
