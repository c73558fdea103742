package dev.vignette.bot.manners;

import dev.vignette.bot.chat.EventId;
import dev.vignette.bot.chat.MessageContent;
import java.time.Instant;

/**
 * A message as the platform tells it, before anybody has decided whether it is answered.
 *
 * @param bot whether a program wrote it, this one included
 * @param addressed whether it mentions the bot or replies to it; everything in a direct chat is
 * @param event the platform's id of the message, the same for all its revisions
 * @param revision 0 as first sent, the platform's time of the edit otherwise (any unit, rising)
 * @param content without the mention of the bot
 */
public record IncomingMessage(
        Caller caller,
        boolean bot,
        boolean addressed,
        EventId event,
        long revision,
        MessageContent content,
        Instant at) {}
