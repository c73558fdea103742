package dev.vignette.bot.turn;

import org.jspecify.annotations.Nullable;

/**
 * A message in words.
 *
 * @param text what was written or said
 * @param language BCP 47, as heard or hinted; null if nothing told
 */
public record Heard(String text, @Nullable String language) {}
