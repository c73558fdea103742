package dev.vignette.conversation.speakable;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import java.util.Optional;
import java.util.regex.Pattern;

/** Emoji and emoticons are seen and not heard; only where a message is nothing else are they said by their kind. */
final class Emoji {
    enum Kind {
        LAUGH("😀😁😂😃😄😅😆🤣😹😸"),
        LOVE("❤🧡💛💚💙💜🖤🤍🤎💕💖💗💓💞💘💝😍🥰😘🫶♥"),
        AGREE("👍👌✅✔🙆🤝"),
        SAD("😢😭😞😔☹🙁😿💔😟😥"),
        PARTY("🎉🎊🥳🎂🏆🙌👏"),
        OTHER("");

        private final String members;

        Kind(String members) {
            this.members = members;
        }
    }

    private static final Pattern EMOTICON = Pattern.compile(
            "(?<![\\w:;])(?:[:;=8xX]['’]?-?[)(DPpOo3/|*]+|<3+|\\^[_.-]?\\^|[xX]D+|[¯]\\\\_\\(ツ\\)_/[¯]|[oO]_[oO]|T_T|>_<)(?![\\w/])");
    private static final int KEYCAP = 0x20E3;

    private Emoji() {}

    static String strip(String text) {
        StringBuilder kept = new StringBuilder(text.length());
        text.codePoints().filter(c -> !isEmoji(c)).forEach(kept::appendCodePoint);
        return EMOTICON.matcher(kept).replaceAll(" ");
    }

    /** The kind of the first emoji, if there is one. */
    static Optional<Kind> kindOf(String text) {
        return text.codePoints()
                .filter(Emoji::isEmoji)
                .boxed()
                .findFirst()
                .map(Emoji::kind)
                .or(() -> emoticon(text));
    }

    private static Optional<Kind> emoticon(String text) {
        return EMOTICON.matcher(text).results().findFirst().map(m -> {
            String face = m.group();
            if (face.contains("D") || face.contains(")")) {
                return Kind.LAUGH;
            }
            return face.contains("<") ? Kind.LOVE : face.contains("(") ? Kind.SAD : Kind.OTHER;
        });
    }

    private static Kind kind(int codePoint) {
        for (Kind kind : Kind.values()) {
            if (kind.members.indexOf(codePoint) >= 0) {
                return kind;
            }
        }
        return Kind.OTHER;
    }

    private static boolean isEmoji(int c) {
        // © ® ™ are pictographic too, but they belong to a name and Typography takes them out there.
        return (c > 0xFF && c != '™' && UCharacter.hasBinaryProperty(c, UProperty.EXTENDED_PICTOGRAPHIC))
                || UCharacter.hasBinaryProperty(c, UProperty.REGIONAL_INDICATOR)
                || UCharacter.hasBinaryProperty(c, UProperty.EMOJI_MODIFIER)
                || UCharacter.hasBinaryProperty(c, UProperty.VARIATION_SELECTOR)
                || c == KEYCAP;
    }
}
