/** Who answers: the conversation module's reply engine on the turns' memory, with the configured language models. */
@NullMarked
package dev.vignette.bot.reply;

import org.jspecify.annotations.NullMarked;
