package dev.vignette.bot.turn;

import dev.vignette.bot.chat.MessageContent.VoiceNote;
import org.jspecify.annotations.Nullable;

/** Port: what hears. Called from several threads. */
@FunctionalInterface
public interface Hearing {
    /**
     * Turns a recording into words, blocking. The recording is as hostile as it came. An interrupt cancels.
     *
     * @param language a hint; null if nothing is known
     * @return words with the language they are in; never blank
     * @throws TurnException with {@link Reason#NO_HEARING}, {@link Reason#NOTHING_HEARD}, {@link
     *     Reason#UNREADABLE_VOICE_NOTE} or {@link Reason#HEARING_FAILED}
     */
    Heard hear(VoiceNote note, @Nullable String language);
}
