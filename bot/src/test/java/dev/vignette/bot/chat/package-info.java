@NullMarked
package dev.vignette.bot.chat;

import org.jspecify.annotations.NullMarked;
