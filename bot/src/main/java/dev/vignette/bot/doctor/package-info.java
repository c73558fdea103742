/** Looks at a machine and says what is missing and what to do about it. */
@NullMarked
package dev.vignette.bot.doctor;

import org.jspecify.annotations.NullMarked;
