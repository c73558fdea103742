package dev.vignette.bot.manners;

import dev.vignette.bot.chat.EventId;
import java.time.Instant;

/**
 * A command as somebody gave it.
 *
 * @param event the platform's id of the call; the same call again is the same call
 * @param name without the slash, lower case
 * @param arguments all that follows, as typed
 * @param language in which to answer
 */
record CommandCall(Caller caller, EventId event, String name, String arguments, Instant at, String language) {}
