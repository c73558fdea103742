/** The application: its commands, its service and what both share. */
@NullMarked
package dev.vignette.bot;

import org.jspecify.annotations.NullMarked;
