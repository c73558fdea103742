/** The models of this installation, as the commands, the doctor and the web page show them. */
@NullMarked
package dev.vignette.bot.models;

import org.jspecify.annotations.NullMarked;
