/** Who shows: the turns' films, found in the clip library or made by the render queue. */
@NullMarked
package dev.vignette.bot.film;

import org.jspecify.annotations.NullMarked;
