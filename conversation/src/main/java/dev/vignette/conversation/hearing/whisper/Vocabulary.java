package dev.vignette.conversation.hearing.whisper;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * A model's tokens, from {@code tokenizer.json}, or {@code vocab.json} with {@code merges.txt} and {@code added_tokens.json}.
 *
 * @param special checked against the model's settings
 */
record Vocabulary(SpecialTokens special, Tokenizer tokenizer) {
    /** A published vocabulary has one id without a token, a home-made one may have a few. */
    private static final int MOST_GAPS = 8;

    private static final List<Integer> PUBLISHED = List.of(51_864, 51_865, 51_866);

    /** @param size of the vocabulary by {@code config.json} */
    static Vocabulary read(ModelFiles files, int size) {
        Map<String, Integer> ids = new HashMap<>();
        Map<String, Integer> specialIds = new HashMap<>();
        List<String> merges = new ArrayList<>();
        String source = files.json("tokenizer.json")
                .map(json -> fromTokenizer(json, ids, specialIds, merges))
                .orElseGet(() -> fromParts(files, ids, specialIds, merges));
        SpecialTokens special;
        Tokenizer tokenizer;
        try {
            special = SpecialTokens.of(specialIds);
            tokenizer = new Tokenizer(ids, merges, special.endOfText());
        } catch (IllegalArgumentException e) {
            throw files.unusable(source + " " + e.getMessage(), e);
        }
        if (special.vocabularySize() != size) {
            throw files.unusable(
                    source + " has " + special.vocabularySize() + " tokens where config.json says " + size
                            + ", so they belong to different models" + versions(special.vocabularySize(), size),
                    null);
        }
        if (PUBLISHED.contains(size)
                && !special.equals(SpecialTokens.ofPublished(
                        size, List.copyOf(special.languages().keySet())))) {
            throw files.unusable(
                    source + " has its special tokens in other places than every Whisper of " + size, null);
        }
        if (tokenizer.gaps() > MOST_GAPS) {
            throw files.unusable(source + " lacks " + tokenizer.gaps() + " tokens of text", null);
        }
        return new Vocabulary(special, tokenizer);
    }

    private static String fromTokenizer(
            JsonNode json, Map<String, Integer> ids, Map<String, Integer> special, List<String> merges) {
        json.path("model").path("vocab").properties().forEach(entry -> put(entry, ids, special));
        json.path("added_tokens").forEach(token -> {
            String name = token.path("content").asString("");
            if (isSpecial(name)) {
                special.put(name, token.path("id").asInt(-1));
            }
        });
        // Newer files write a merge as a list of two, older ones as one text.
        json.path("model")
                .path("merges")
                .forEach(merge -> merges.add(
                        merge.isArray()
                                ? merge.path(0).asString("") + " "
                                        + merge.path(1).asString("")
                                : merge.asString("")));
        return "tokenizer.json";
    }

    private static String fromParts(
            ModelFiles files, Map<String, Integer> ids, Map<String, Integer> special, List<String> merges) {
        files.requiredJson("vocab.json").properties().forEach(entry -> put(entry, ids, special));
        files.json("added_tokens.json").ifPresent(json -> json.properties().forEach(entry -> put(entry, ids, special)));
        files.text("merges.txt")
                .ifPresent(text -> text.lines()
                        .filter(line -> !line.startsWith("#version") && !line.isBlank())
                        .forEach(merges::add));
        return "vocab.json with added_tokens.json";
    }

    private static void put(Map.Entry<String, JsonNode> entry, Map<String, Integer> ids, Map<String, Integer> special) {
        (isSpecial(entry.getKey()) ? special : ids)
                .put(entry.getKey(), entry.getValue().asInt(-1));
    }

    private static boolean isSpecial(String name) {
        return name.startsWith("<|") && name.endsWith("|>");
    }

    private static String versions(int tokens, int model) {
        return tokens == 51_865 && model == 51_866
                ? " (tokens of version 2 with a model of version 3)"
                : tokens == 51_866 && model == 51_865 ? " (tokens of version 3 with a model of version 2)" : "";
    }
}
