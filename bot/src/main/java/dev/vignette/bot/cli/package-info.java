/** The commands {@code clip}, {@code run}, {@code avatars}, {@code models} and {@code doctor}. Only {@code run} starts Spring. */
@NullMarked
package dev.vignette.bot.cli;

import org.jspecify.annotations.NullMarked;
