package dev.vignette.bot.manners;

import dev.vignette.bot.chat.PlatformMessageId;
import dev.vignette.bot.chat.TurnId;

/**
 * How an adapter shows that an answer is being made. May block and throw {@link dev.vignette.bot.chat.DeliveryException};
 * what cannot be shown is left out.
 */
public interface StatusLine {
    /** What the platform may show beside the name of the bot; lasts some seconds and is shown again and again. */
    enum Activity {
        /** The words are being found. */
        TYPING,
        /** The film is being made. */
        RECORDING,
        /** The film is being sent. */
        UPLOADING
    }

    /** Posts the status below the question, with a button for {@link dev.vignette.bot.chat.TurnAction#CANCEL}. */
    PlatformMessageId post(String text, TurnId turn, String language);

    /** Changes it. */
    void edit(PlatformMessageId message, String text, TurnId turn, String language);

    /** Takes it away; it may be gone already. */
    void remove(PlatformMessageId message);

    /** Shows what the bot is at. Called every four seconds. */
    default void busy(Activity activity) {}
}
