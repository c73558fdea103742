/** Doubles are told by data what to answer and when to fail; time is a clock that only tests move. */
@NullMarked
package dev.vignette.bot.turn;

import org.jspecify.annotations.NullMarked;
