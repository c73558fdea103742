/** Pictures that people send, decoded within limits and turned upright. */
@NullMarked
package dev.vignette.media.picture;

import org.jspecify.annotations.NullMarked;
