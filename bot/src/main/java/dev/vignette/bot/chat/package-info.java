/**
 * What a chat platform is to Vignette: messages come in through the {@link dev.vignette.bot.chat.Inbox}, text and clips
 * go out through a {@link dev.vignette.bot.chat.ChatPlatform}. Each platform lives in a package of its own below; the
 * first is the web page. Nothing here knows how an answer is made.
 */
@NullMarked
package dev.vignette.bot.chat;

import org.jspecify.annotations.NullMarked;
