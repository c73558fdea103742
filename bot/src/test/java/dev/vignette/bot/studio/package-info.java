/** The studio: its requests, and its page in a real Chromium. */
@NullMarked
package dev.vignette.bot.studio;

import org.jspecify.annotations.NullMarked;
