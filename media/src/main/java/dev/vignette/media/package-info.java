/**
 * Primitives of sound and film that the other modules share, and the one identifier both carry: the
 * {@linkplain dev.vignette.media.Language language} spoken in them. Knows nothing of Spring, voices or faces.
 */
@NullMarked
package dev.vignette.media;

import org.jspecify.annotations.NullMarked;
