/**
 * Discord: direct messages, mentions, replies, commands and buttons by way of JDA. What comes in is stored before it is
 * acknowledged; what goes out carries the delivery's id, so that Discord drops doubles. {@code docs/platforms/discord.md} says
 * how to set it up and what happens when things go wrong.
 */
@NullMarked
package dev.vignette.bot.discord;

import org.jspecify.annotations.NullMarked;
