package dev.vignette.conversation.guard;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The markers by which chat templates tell roles apart ({@code <|im_start|>}, {@code [INST]}, {@code <think>} …). Ollama
 * turns them into real control tokens with some templates even where a person typed them.
 */
final class ControlTokens {
    private static final Pattern TOKEN = Pattern.compile(
            "<\\s*\\|[^<>|\\n]{0,40}\\|\\s*>"
                    + "|\\[\\s*/?\\s*INST\\s*]|<<\\s*/?\\s*SYS\\s*>>|<\\s*/?\\s*s\\s*>"
                    + "|<\\s*/?\\s*(?:think|thinking|start_of_turn|end_of_turn|bos|eos|pad|unk)\\s*>"
                    + "|(?<!\\S)/(?:no_)?think(?!\\S)",
            Pattern.CASE_INSENSITIVE);

    /** Characters that look like the ones in {@link #SIGNS}, place by place. */
    private static final String LOOKALIKES = "‹﹤＜〈⟨˂ᐸ❮›﹥＞〉⟩˃ᐳ❯｜ǀ∣│￨⏐┃❘［］／";

    private static final String SIGNS = "<<<<<<<<>>>>>>>>||||||||[]/";

    private ControlTokens() {}

    /** Without the tokens; what is put together from the halves around a token goes too. */
    static String strip(String text) {
        StringBuilder rest = new StringBuilder(text);
        Matcher token = TOKEN.matcher(folded(rest));
        while (token.find()) {
            rest.delete(token.start(), token.end());
            token = TOKEN.matcher(folded(rest));
        }
        return rest.toString();
    }

    /** Of the same length, so that a match can be cut out of the original. */
    private static String folded(CharSequence text) {
        StringBuilder folded = new StringBuilder(text);
        for (int i = 0; i < folded.length(); i++) {
            int at = LOOKALIKES.indexOf(folded.charAt(i));
            if (at >= 0) {
                folded.setCharAt(i, SIGNS.charAt(at));
            }
        }
        return folded.toString();
    }
}
