package dev.vignette.bot.turn;

import dev.vignette.bot.chat.PlatformCapabilities;
import dev.vignette.bot.chat.TurnId;

/**
 * What to show.
 *
 * @param turn for logs and traces; must not become part of the clip's identity
 * @param spoken text to say
 * @param language BCP 47
 * @param avatar name of the face and voice
 * @param platform what the film must fit
 */
public record FilmRequest(TurnId turn, String spoken, String language, String avatar, PlatformCapabilities platform) {}
