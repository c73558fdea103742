/** The engines and avatars of this installation: what is opened when, and what is said of them. */
@NullMarked
package dev.vignette.bot.engines;

import org.jspecify.annotations.NullMarked;
