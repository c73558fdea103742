/** What a film is asked for beyond what is said: a mood, a look, a turn of the head. Knows of no face in particular. */
@NullMarked
package dev.vignette.renderer.direction;

import org.jspecify.annotations.NullMarked;
