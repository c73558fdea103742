package dev.vignette.evaluator.voice;

import dev.vignette.media.Language;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;

/**
 * How a transcript differs from what was to be said, by the fewest edits (Levenshtein): of words, and of characters where there are
 * no spaces between words. Case, punctuation and spacing do not count.
 *
 * @param substitutions other words
 * @param deletions words that are missing
 * @param insertions words too many
 * @param words of the text that was to be said
 */
public record WordErrors(int substitutions, int deletions, int insertions, int words) {

    /** Compares {@code heard} with {@code said}. */
    public static WordErrors of(String said, String heard, Language language) {
        List<String> wanted = units(said, language);
        List<String> got = units(heard, language);
        int[][] cost = new int[wanted.size() + 1][got.size() + 1];
        for (int i = 0; i <= wanted.size(); i++) {
            for (int j = 0; j <= got.size(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                } else {
                    int same = wanted.get(i - 1).equals(got.get(j - 1)) ? 0 : 1;
                    cost[i][j] = Math.min(cost[i - 1][j - 1] + same, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
                }
            }
        }
        return traced(wanted, got, cost);
    }

    private static WordErrors traced(List<String> wanted, List<String> got, int[][] cost) {
        int substitutions = 0;
        int deletions = 0;
        int insertions = 0;
        int i = wanted.size();
        int j = got.size();
        while (i > 0 || j > 0) {
            boolean same = i > 0 && j > 0 && wanted.get(i - 1).equals(got.get(j - 1));
            if (i > 0 && j > 0 && cost[i][j] == cost[i - 1][j - 1] + (same ? 0 : 1)) {
                substitutions += same ? 0 : 1;
                i--;
                j--;
            } else if (i > 0 && cost[i][j] == cost[i - 1][j] + 1) {
                deletions++;
                i--;
            } else {
                insertions++;
                j--;
            }
        }
        return new WordErrors(substitutions, deletions, insertions, wanted.size());
    }

    private static List<String> units(String text, Language language) {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toLowerCase(Locale.forLanguageTag(language.code()))
                .replaceAll("[^\\p{L}\\p{M}\\p{N}]+", " ")
                .strip();
        if (plain.isEmpty()) {
            return List.of();
        }
        return language.equals(Language.CHINESE)
                ? plain.codePoints()
                        .filter(point -> point != ' ')
                        .mapToObj(Character::toString)
                        .toList()
                : List.of(plain.split(" "));
    }

    /** Errors of this and another sentence together. */
    public WordErrors plus(WordErrors other) {
        return new WordErrors(
                substitutions + other.substitutions,
                deletions + other.deletions,
                insertions + other.insertions,
                words + other.words);
    }

    /** Errors per word that was to be said; above 1 if more was heard than said; 0 for nothing of nothing. */
    public double rate() {
        int errors = substitutions + deletions + insertions;
        return words == 0 ? (errors == 0 ? 0 : 1) : errors / (double) words;
    }
}
