@NullMarked
package dev.vignette.bot.manners;

import org.jspecify.annotations.NullMarked;
