/** Who may use the service: everybody on this machine, or whoever knows the access token. */
@NullMarked
package dev.vignette.bot.access;

import org.jspecify.annotations.NullMarked;
