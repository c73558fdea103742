/** The real client library over real sockets against {@link dev.vignette.bot.telegram.FakeTelegram}. */
@NullMarked
package dev.vignette.bot.telegram;

import org.jspecify.annotations.NullMarked;
