/** Tests of the Discord adapter with the real client library, over sockets, against a strict fake of the platform. */
@NullMarked
package dev.vignette.bot.discord;

import org.jspecify.annotations.NullMarked;
