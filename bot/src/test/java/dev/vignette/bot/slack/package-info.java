/** Tests of the Slack adapter with the real client library, over sockets, against a strict fake of the platform. */
@NullMarked
package dev.vignette.bot.slack;

import org.jspecify.annotations.NullMarked;
