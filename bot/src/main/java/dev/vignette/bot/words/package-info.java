/** What the service says to people, in the languages that it has words in. */
@NullMarked
package dev.vignette.bot.words;

import org.jspecify.annotations.NullMarked;
