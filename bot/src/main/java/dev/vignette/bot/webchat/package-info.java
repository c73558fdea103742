/**
 * The web page as a chat platform: conversations over REST, and server-sent events for what happens meanwhile. {@code
 * WebPlatform} posts into {@code web_posts}, where the same delivery twice is one post; {@code ConversationController} and
 * {@code TurnController} are the requests; {@code ConversationStreams} fans events out to the pages that look. Knowing a
 * conversation's id is the right to read it: 128 random bits.
 */
@NullMarked
package dev.vignette.bot.webchat;

import org.jspecify.annotations.NullMarked;
