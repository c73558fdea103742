package dev.vignette.bot.engines;

import dev.vignette.media.Language;
import java.util.Optional;
import java.util.function.Function;

/**
 * All that a film needs besides the request.
 *
 * @param detector tells the language of a text, or nothing if it cannot
 */
public record Equipment(Engines engines, Cast cast, Guests guests, Function<String, Optional<Language>> detector) {}
