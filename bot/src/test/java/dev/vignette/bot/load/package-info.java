/**
 * The load run: the whole service in a process of its own between three fake platforms, with people who keep writing. Part of
 * the nightly kind; {@code docs/measurements/platforms.md} has the command and the figures.
 */
@NullMarked
package dev.vignette.bot.load;

import org.jspecify.annotations.NullMarked;
