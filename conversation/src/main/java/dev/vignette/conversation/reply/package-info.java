/** The answer to a message: from a language model, or from the scripted small talk that is always there. */
@NullMarked
package dev.vignette.conversation.reply;

import org.jspecify.annotations.NullMarked;
