package dev.vignette.inference.bpe;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Byte-level byte-pair encoding (Sennrich et al. 2016, GPT-2's variant): text is split into words, each word into bytes, and
 * neighbours are joined in the order in which the merges were learned. Safe to use from any thread.
 */
public final class BytePairEncoder {
    private final Pattern words;
    private final Map<String, Integer> ids;
    private final Map<String, Integer> ranks;

    /**
     * @param words what the text is split into; a vocabulary belongs to one pattern
     * @param ids of tokens written in the byte alphabet
     * @param merges pairs with a space between them, the first learned first
     */
    public BytePairEncoder(Pattern words, Map<String, Integer> ids, List<String> merges) {
        this.words = words;
        this.ids = ids;
        this.ranks = new HashMap<>(2 * merges.size());
        for (int rank = 0; rank < merges.size(); rank++) {
            ranks.putIfAbsent(merges.get(rank), rank);
        }
    }

    /** The ids of {@code text}; a byte that the vocabulary lacks is left out. */
    public int[] encode(String text) {
        IntStream.Builder encoded = IntStream.builder();
        Matcher word = words.matcher(text);
        while (word.find()) {
            for (String token : merge(ByteAlphabet.write(word.group().getBytes(StandardCharsets.UTF_8)))) {
                Integer id = ids.get(token);
                if (id != null) {
                    encoded.add(id);
                }
            }
        }
        return encoded.build().toArray();
    }

    private List<String> merge(String word) {
        List<String> parts = new ArrayList<>(word.length());
        for (int i = 0; i < word.length(); i++) {
            parts.add(word.substring(i, i + 1));
        }
        while (true) {
            int best = -1;
            int bestRank = Integer.MAX_VALUE;
            for (int i = 0; i + 1 < parts.size(); i++) {
                int rank = ranks.getOrDefault(parts.get(i) + ' ' + parts.get(i + 1), Integer.MAX_VALUE);
                if (rank < bestRank) {
                    bestRank = rank;
                    best = i;
                }
            }
            if (best < 0) {
                return parts;
            }
            parts.set(best, parts.get(best) + parts.remove(best + 1));
        }
    }
}
