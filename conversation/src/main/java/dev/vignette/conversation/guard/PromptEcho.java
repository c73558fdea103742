package dev.vignette.conversation.guard;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Whether an answer recites the system prompt: a long run of its words, or a good part of it in pieces. */
public final class PromptEcho {
    private static final Pattern TOKEN = Pattern.compile("\\p{IsHan}|[\\p{L}\\p{N}&&[^\\p{IsHan}]]+");
    private static final int RUN = 12;
    private static final int PIECE = 5;
    private static final double SHARE = 0.4;

    private PromptEcho() {}

    public static boolean recites(String answer, String systemPrompt) {
        List<String> prompt = tokens(systemPrompt);
        List<String> said = tokens(answer);
        if (prompt.size() < RUN) {
            return false;
        }
        Set<String> runs = shingles(said, RUN);
        if (shingles(prompt, RUN).stream().anyMatch(runs::contains)) {
            return true;
        }
        Set<String> pieces = shingles(said, PIECE);
        Set<String> whole = shingles(prompt, PIECE);
        long found = whole.stream().filter(pieces::contains).count();
        return found >= SHARE * whole.size();
    }

    private static List<String> tokens(String text) {
        return TOKEN.matcher(text.toLowerCase(Locale.ROOT))
                .results()
                .map(MatchResult::group)
                .toList();
    }

    private static Set<String> shingles(List<String> tokens, int length) {
        Set<String> shingles = new HashSet<>();
        for (int i = 0; i + length <= tokens.size(); i++) {
            shingles.add(String.join(" ", tokens.subList(i, i + length)));
        }
        return shingles;
    }
}
