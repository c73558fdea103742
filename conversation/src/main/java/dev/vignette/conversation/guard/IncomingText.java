package dev.vignette.conversation.guard;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import java.text.Normalizer;
import java.util.regex.Pattern;

/**
 * A person's text made harmless for everything after it: at most {@value #LONGEST} characters, one form for each
 * character (NFKC), nothing invisible in it, and no control tokens of chat templates, which some model servers would take
 * for real ones.
 *
 * <p>Two exceptions to NFKC and to the removal of what is invisible: full-width punctuation stays, because it is simply
 * how Chinese is written; and the joiners and selectors inside an emoji stay, so that a family does not fall apart into
 * four people before the emoji are dealt with.
 *
 * @param text may be empty
 * @param shortened whether there was more
 */
public record IncomingText(String text, boolean shortened) {
    public static final int LONGEST = 1_000;

    private static final Pattern KEPT_WIDE = Pattern.compile("[，。！？：；（）、～]");
    private static final int JOINER = 0x200D;
    private static final int EMOJI_SELECTOR = 0xFE0F;

    public static IncomingText of(String written) {
        // Normalising can lengthen and removing can shorten a text: cut generously before, exactly after.
        String looked = written.length() > 8 * LONGEST ? written.substring(0, 8 * LONGEST) : written;
        String visible =
                ControlTokens.strip(withoutInvisible(normalise(looked))).strip();
        boolean shortened = visible.length() > LONGEST || looked.length() < written.length();
        if (visible.length() > LONGEST) {
            int end = Character.isHighSurrogate(visible.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
            visible = visible.substring(0, end).strip();
        }
        return new IncomingText(visible, shortened);
    }

    private static String normalise(String text) {
        StringBuilder normal = new StringBuilder(text.length());
        var kept = KEPT_WIDE.matcher(text);
        int from = 0;
        while (kept.find()) {
            normal.append(Normalizer.normalize(text.substring(from, kept.start()), Normalizer.Form.NFKC));
            normal.append(kept.group());
            from = kept.end();
        }
        return normal.append(Normalizer.normalize(text.substring(from), Normalizer.Form.NFKC))
                .toString();
    }

    private static String withoutInvisible(String text) {
        int[] points = text.replace("\r\n", "\n").codePoints().toArray();
        StringBuilder visible = new StringBuilder(text.length());
        for (int i = 0; i < points.length; i++) {
            int c = points[i];
            boolean inEmoji = (c == JOINER || c == EMOJI_SELECTOR) && i > 0 && isEmojiPart(points[i - 1]);
            if (c == '\n' || c == '\t') {
                visible.append((char) c);
            } else if (inEmoji || !isInvisible(c)) {
                visible.appendCodePoint(c);
            }
        }
        return visible.toString();
    }

    private static boolean isEmojiPart(int c) {
        return c == EMOJI_SELECTOR
                || UCharacter.hasBinaryProperty(c, UProperty.EXTENDED_PICTOGRAPHIC)
                || UCharacter.hasBinaryProperty(c, UProperty.EMOJI_MODIFIER);
    }

    private static boolean isInvisible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> UCharacter.hasBinaryProperty(c, UProperty.DEFAULT_IGNORABLE_CODE_POINT);
        };
    }
}
