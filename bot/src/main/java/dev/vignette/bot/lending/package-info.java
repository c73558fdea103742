/** Voices that people have brought, lent by them to their accounts on chat platforms, to speak with any face there. */
@NullMarked
package dev.vignette.bot.lending;

import org.jspecify.annotations.NullMarked;
