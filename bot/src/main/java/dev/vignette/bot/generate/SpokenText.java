package dev.vignette.bot.generate;

import dev.vignette.clip.ClipRecipe;
import dev.vignette.media.Language;
import dev.vignette.renderer.Script;
import java.text.BreakIterator;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * The text as it will be spoken.
 *
 * @param text in normal form
 * @param shortened whether sentences were left out to keep to a length
 */
record SpokenText(String text, boolean shortened) {
    /** Where a paragraph ends without a full stop, the voice would run on. */
    private static final Pattern OPEN_PARAGRAPH = Pattern.compile("([\\p{L}\\p{N}])[ \\t]*\\n\\s*\\n");

    private static final Pattern OPEN_HAN_PARAGRAPH = Pattern.compile("(\\p{IsHan})[ \\t]*\\n\\s*\\n");
    /** Silence that a film adds before, between and after sentences, at a guess. */
    private static final double PAUSE_SECONDS = 0.4;

    private static final double FRAME_OF_SILENCE = 0.8;

    /**
     * Checks a text that came from outside and brings it into normal form.
     *
     * @throws Refusal if it cannot be spoken
     */
    static String admit(String raw) {
        if (raw.isBlank()) {
            throw new Refusal(Refusal.Reason.NO_TEXT, "There is no text to say. Put a sentence into \"text\".");
        }
        checkLength(raw);
        String text = raw.replace("\r\n", "\n");
        text.codePoints().forEach(SpokenText::checkCharacter);
        text = OPEN_HAN_PARAGRAPH.matcher(text).replaceAll("$1。\n\n");
        text = OPEN_PARAGRAPH.matcher(text).replaceAll("$1.\n\n");
        String normal = ClipRecipe.normalise(text);
        checkLength(normal); // one character can become many
        if (normal.codePoints().noneMatch(Character::isLetterOrDigit)) {
            throw new Refusal(Refusal.Reason.TEXT_UNUSABLE, "There is no word in the text. Write what should be said.");
        }
        return normal;
    }

    private static void checkLength(String text) {
        if (text.length() > Script.MAX_LENGTH) {
            throw new Refusal(
                    Refusal.Reason.TEXT_TOO_LONG,
                    "The text has %,d characters; at most %,d can be said. Shorten it, or send it in parts."
                            .formatted(text.length(), Script.MAX_LENGTH));
        }
    }

    private static void checkCharacter(int c) {
        if (Character.isISOControl(c) && c != '\n' && c != '\t') {
            throw new Refusal(
                    Refusal.Reason.TEXT_UNUSABLE,
                    "The text contains the control character U+%04X. Remove it; line breaks and tabs are fine."
                            .formatted(c));
        }
        if (Character.getType(c) == Character.SURROGATE) {
            throw new Refusal(
                    Refusal.Reason.TEXT_UNUSABLE,
                    "The text is not valid Unicode: it contains half a character. Send it as UTF-8.");
        }
    }

    /**
     * Keeps as many whole sentences of {@code text} as can be said in {@code limit}. Of a first sentence that is too
     * long by itself, as many words are kept as fit.
     */
    static SpokenText fit(String text, Language language, Duration limit) {
        double seconds = limit.toMillis() / 1000.0;
        if (seconds(text, language) <= seconds) {
            return new SpokenText(text, false);
        }
        String kept = prefix(text, BreakIterator.getSentenceInstance(language.locale()), language, seconds);
        if (kept.isEmpty()) {
            kept = prefix(text, BreakIterator.getWordInstance(language.locale()), language, seconds);
        }
        if (kept.codePoints().noneMatch(Character::isLetterOrDigit)) {
            throw new Refusal(
                    Refusal.Reason.BAD_DURATION,
                    "Not even the first word can be said in %.1f seconds. Raise \"max_seconds\".".formatted(seconds));
        }
        return new SpokenText(kept, true);
    }

    private static String prefix(String text, BreakIterator breaks, Language language, double seconds) {
        breaks.setText(text);
        int end = 0;
        for (int next = breaks.next(); next != BreakIterator.DONE; next = breaks.next()) {
            if (seconds(text.substring(0, next), language) > seconds) {
                break;
            }
            end = next;
        }
        return text.substring(0, end).strip();
    }

    /** About how long a film of {@code text} will be; rather too long than too short. */
    static double seconds(String text, Language language) {
        // Syllables a second are much alike across languages; characters a syllable are not (Pellegrino et al., 2011).
        double pace = language.equals(Language.CHINESE) ? 4.0 : 12.5;
        long characters = text.codePoints().filter(Character::isLetterOrDigit).count()
                + (language.equals(Language.CHINESE)
                        ? 0
                        : text.codePoints().filter(c -> c == ' ').count());
        long stops = text.codePoints().filter(c -> ".!?;:。！？；".indexOf(c) >= 0).count();
        return FRAME_OF_SILENCE + characters / pace + stops * PAUSE_SECONDS;
    }
}
