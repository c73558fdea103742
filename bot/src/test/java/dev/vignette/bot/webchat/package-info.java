/** The page over real HTTP: a server on a free port, the JDK's client, and doubles for what answers. */
@NullMarked
package dev.vignette.bot.webchat;

import org.jspecify.annotations.NullMarked;
