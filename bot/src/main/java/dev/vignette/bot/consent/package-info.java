/** The record of who declared that a person agreed to be shown or heard. */
@NullMarked
package dev.vignette.bot.consent;

import org.jspecify.annotations.NullMarked;
