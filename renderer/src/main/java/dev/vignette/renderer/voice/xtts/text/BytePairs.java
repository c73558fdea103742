package dev.vignette.renderer.voice.xtts.text;

import dev.vignette.inference.InferenceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Byte-pair encoding (Sennrich et al. 2016) on characters, by a {@code vocab.json} of Hugging Face's tokenizers: special tokens cut
 * out first, the rest cut into words and marks, and merged within each. Immutable.
 */
final class BytePairs {
    private static final int MOST_BYTES = 20_000_000;
    private static final Pattern WORDS = Pattern.compile("\\w+|[^\\w\\s]+", Pattern.UNICODE_CHARACTER_CLASS);
    /** A word is merged in quadratic time; no language has longer ones. */
    private static final int LONGEST_WORD = 200;

    private final Map<String, Integer> ids;
    private final Map<Pair, Integer> ranks;
    private final Pattern special;
    private final int unknown;

    private record Pair(String left, String right) {}

    private BytePairs(Map<String, Integer> ids, Map<Pair, Integer> ranks, Pattern special) {
        this.ids = ids;
        this.ranks = ranks;
        this.special = special;
        this.unknown = id("[UNK]");
    }

    /** @throws InferenceException if the file is missing or no vocabulary of this kind */
    static BytePairs read(Path file) {
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > MOST_BYTES) {
                throw new InferenceException("There is no vocabulary " + file + ". Pull or convert the model again.");
            }
            return of(JsonMapper.builder().build().readTree(Files.readAllBytes(file)));
        } catch (IOException | JacksonException | IllegalArgumentException e) {
            throw new InferenceException(
                    "The file " + file + " is no vocabulary of XTTS-v2. Pull or convert the model again.", e);
        }
    }

    private static BytePairs of(JsonNode root) {
        Map<String, Integer> ids = new HashMap<>();
        root.path("model")
                .path("vocab")
                .properties()
                .forEach(entry -> ids.put(entry.getKey(), entry.getValue().asInt()));
        List<String> specials = new ArrayList<>();
        for (JsonNode added : root.path("added_tokens")) {
            ids.put(added.path("content").asString(), added.path("id").asInt());
            specials.add(added.path("content").asString());
        }
        Map<Pair, Integer> ranks = new HashMap<>();
        for (JsonNode merge : root.path("model").path("merges")) {
            String[] parts = merge.isArray()
                    ? new String[] {merge.path(0).asString(), merge.path(1).asString()}
                    : merge.asString().split(" ", 2);
            if (parts.length == 2) {
                ranks.putIfAbsent(new Pair(parts[0], parts[1]), ranks.size());
            }
        }
        if (specials.isEmpty()) {
            throw new IllegalArgumentException("no special tokens");
        }
        // The longest first, so that [zh-cn] is not [zh and the rest.
        specials.sort((a, b) -> b.length() - a.length());
        Pattern special = Pattern.compile(
                String.join("|", specials.stream().map(Pattern::quote).toList()));
        return new BytePairs(ids, ranks, special);
    }

    /** @throws IllegalArgumentException if the vocabulary lacks a token that has to be there */
    int id(String token) {
        Integer id = ids.get(token);
        if (id == null) {
            throw new IllegalArgumentException("no token " + token);
        }
        return id;
    }

    int unknown() {
        return unknown;
    }

    List<Integer> encode(String text) {
        List<Integer> encoded = new ArrayList<>();
        Matcher matcher = special.matcher(text);
        int from = 0;
        while (matcher.find()) {
            plain(text.substring(from, matcher.start()), encoded);
            encoded.add(id(matcher.group()));
            from = matcher.end();
        }
        plain(text.substring(from), encoded);
        return encoded;
    }

    private void plain(String text, List<Integer> encoded) {
        Matcher matcher = WORDS.matcher(text);
        while (matcher.find()) {
            int[] characters = matcher.group().codePoints().toArray();
            for (int from = 0; from < characters.length; from += LONGEST_WORD) {
                word(characters, from, Math.min(characters.length, from + LONGEST_WORD), encoded);
            }
        }
    }

    private void word(int[] characters, int from, int to, List<Integer> encoded) {
        List<String> pieces = new ArrayList<>();
        for (int i = from; i < to; i++) {
            pieces.add(Character.toString(characters[i]));
        }
        while (pieces.size() > 1) {
            int best = -1;
            int lowest = Integer.MAX_VALUE;
            for (int i = 0; i + 1 < pieces.size(); i++) {
                int rank = ranks.getOrDefault(new Pair(pieces.get(i), pieces.get(i + 1)), Integer.MAX_VALUE);
                if (rank < lowest) {
                    lowest = rank;
                    best = i;
                }
            }
            if (best < 0) {
                break;
            }
            pieces.set(best, pieces.get(best) + pieces.remove(best + 1));
        }
        for (String piece : pieces) {
            encoded.add(ids.getOrDefault(piece, unknown));
        }
    }
}
