package dev.vignette.bot.discord;

import dev.vignette.bot.chat.AttachmentException;
import dev.vignette.bot.chat.FetchedNote;
import dev.vignette.bot.chat.MessageContent.Attachment;

/** Voice notes: Discord's addresses expire, so only ids are kept and the message is asked for a fresh address. */
interface Recordings {
    /** @throws AttachmentException if it cannot be had */
    FetchedNote fetch(Attachment attachment);
}
