@NullMarked
package dev.vignette.bot.lending;

import org.jspecify.annotations.NullMarked;
