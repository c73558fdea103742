/** Small talk without a language model: it knows a little, says so, and is labelled "scripted" wherever it shows. */
@NullMarked
package dev.vignette.conversation.reply.scripted;

import org.jspecify.annotations.NullMarked;
