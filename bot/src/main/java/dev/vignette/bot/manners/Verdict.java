package dev.vignette.bot.manners;

import dev.vignette.bot.chat.TurnId;
import org.jspecify.annotations.Nullable;

/** What became of a message. In all three cases the platform may acknowledge it. */
public sealed interface Verdict {
    /**
     * It is stored and will be answered.
     *
     * @param duplicate whether it was known already; nothing more is to be done then
     * @param greeting what to say first, as nobody in this chat has been told yet that this is an AI; null if they have
     */
    record Accepted(
            TurnId turn, boolean duplicate, @Nullable String greeting) implements Verdict {}

    /** It is not answered, and {@code sentence} says why and when it would be; to be posted to the person alone if possible. */
    record Refused(String sentence) implements Verdict {}

    /** It is none of the bot's business; nothing is posted. {@code why} is for logs. */
    record Ignored(String why) implements Verdict {}
}
