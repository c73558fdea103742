/**
 * From a request to a clip, the same for the REST API and the command line:
 * {@link dev.vignette.bot.generate.ClipPlanner} checks what was asked and says what is to be made,
 * {@link dev.vignette.bot.generate.ClipService} finds or makes it. Knows nothing of Spring.
 */
@NullMarked
package dev.vignette.bot.generate;

import org.jspecify.annotations.NullMarked;
