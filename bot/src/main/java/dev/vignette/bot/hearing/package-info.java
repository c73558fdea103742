/** Who hears: the installed Whisper model, behind the turns' port. */
@NullMarked
package dev.vignette.bot.hearing;

import org.jspecify.annotations.NullMarked;
