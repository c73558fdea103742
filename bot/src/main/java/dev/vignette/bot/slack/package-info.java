/**
 * Slack: direct messages, mentions, {@code /vignette}, buttons and a message shortcut by way of Bolt, in Socket Mode or over HTTP. What comes
 * in is stored before it is acknowledged. {@code docs/platforms/slack.md} says how to set it up and what happens when things go
 * wrong.
 */
@NullMarked
package dev.vignette.bot.slack;

import org.jspecify.annotations.NullMarked;
