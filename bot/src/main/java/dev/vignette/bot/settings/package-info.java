/** What an operator can set, read once at the start, the same way by the service and by the commands. */
@NullMarked
package dev.vignette.bot.settings;

import org.jspecify.annotations.NullMarked;
