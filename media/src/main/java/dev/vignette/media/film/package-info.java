/** Film: the picture format, frames in the encoder's own layout, and the writer that joins frames and sound in an MP4. */
@NullMarked
package dev.vignette.media.film;

import org.jspecify.annotations.NullMarked;
