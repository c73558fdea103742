package dev.vignette.bot.manners;

import dev.vignette.bot.chat.MessageContent;
import dev.vignette.bot.chat.MessageContent.Attachment;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a message says, or why that cannot be answered; neither where nothing was said at all, as when somebody has joined.
 *
 * @param content words, or a recording of words; null if there are none that can be taken
 * @param refusal why not; null if there is nothing to be told
 */
public record Utterance(
        @Nullable MessageContent content, @Nullable Notice refusal) {
    /** Nothing was said. */
    public static final Utterance NONE = new Utterance(null, null);

    /** Something that is neither words nor sound. */
    public static final Utterance OTHER = new Utterance(null, Notice.CONTENT);

    /** A recording that is declared larger or longer than what is taken. */
    public static final Utterance TOO_LARGE = new Utterance(null, Notice.VOICE_NOTE_TOO_LARGE);

    /** @param text not blank */
    public static Utterance words(String text) {
        try {
            return new Utterance(new MessageContent.Text(text), null);
        } catch (IllegalArgumentException e) {
            return new Utterance(null, Notice.TEXT_TOO_LONG);
        }
    }

    /** @param recording throws {@link IllegalArgumentException} if it is larger than what is taken */
    public static Utterance recording(Supplier<Attachment> recording) {
        try {
            return new Utterance(recording.get(), null);
        } catch (IllegalArgumentException e) {
            return TOO_LARGE;
        }
    }
}
