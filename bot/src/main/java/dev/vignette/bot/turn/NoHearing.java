package dev.vignette.bot.turn;

import dev.vignette.bot.chat.MessageContent.VoiceNote;
import org.jspecify.annotations.Nullable;

/** The embedded {@link Hearing}: hears nothing and says so, so that nobody waits for an answer that cannot come. */
public final class NoHearing implements Hearing {
    @Override
    public Heard hear(VoiceNote note, @Nullable String language) {
        throw TurnException.lasting(
                Reason.NO_HEARING,
                "No Whisper model is installed, so voice notes cannot be heard. Install one with: ./vignette models pull"
                        + " whisper-base",
                null);
    }
}
