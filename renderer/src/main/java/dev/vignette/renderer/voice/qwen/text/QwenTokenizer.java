package dev.vignette.renderer.voice.qwen.text;

import dev.vignette.inference.InferenceException;
import dev.vignette.inference.bpe.BytePairEncoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Qwen2's vocabulary: NFC, words with one digit each at most, bytes joined by learned merges. Safe to use from any thread. */
public final class QwenTokenizer {
    private static final Pattern WORDS = Pattern.compile(
            "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+"
                    + "|\\s+(?!\\S)|\\s+",
            Pattern.UNICODE_CHARACTER_CLASS);

    private final BytePairEncoder encoder;

    QwenTokenizer(Map<String, Integer> ids, List<String> merges) {
        encoder = new BytePairEncoder(WORDS, ids, merges);
    }

    /**
     * @param directory with {@code vocab.json} and {@code merges.txt}
     * @throws InferenceException if one of them is missing or damaged
     */
    public static QwenTokenizer read(Path directory) {
        Path vocabulary = directory.resolve("vocab.json");
        try {
            Map<String, Integer> ids = new HashMap<>();
            JsonMapper.builder()
                    .build()
                    .readTree(vocabulary)
                    .properties()
                    .forEach(entry -> ids.put(entry.getKey(), entry.getValue().asInt(-1)));
            List<String> merges = Files.readAllLines(directory.resolve("merges.txt")).stream()
                    .filter(line -> !line.startsWith("#version") && !line.isBlank())
                    .toList();
            if (ids.size() < 256) {
                throw new InferenceException(
                        "The file " + vocabulary + " has only " + ids.size() + " tokens. Pull the model again.");
            }
            return new QwenTokenizer(ids, merges);
        } catch (IOException | JacksonException e) {
            throw new InferenceException(
                    "The vocabulary in " + directory
                            + " cannot be read. Get it with \"vignette models pull qwen3-tts-0.6b\".",
                    e);
        }
    }

    /** The ids of a text; what looks like a special token is read as text. */
    public List<Integer> encode(String text) {
        int[] ids = encoder.encode(Normalizer.normalize(text, Normalizer.Form.NFC));
        return Arrays.stream(ids).boxed().toList();
    }
}
