/**
 * The identity of clips and the tiers that keep them. A {@link dev.vignette.clip.ClipRecipe} lists everything that a
 * film depends on; its {@link dev.vignette.clip.ClipKey} names the film, a {@link dev.vignette.clip.ClipStore} keeps
 * it, and {@link dev.vignette.clip.SingleFlight} sees to it that nobody makes it twice at the same time. Knows nothing
 * of rendering or of Spring.
 */
@NullMarked
package dev.vignette.clip;

import org.jspecify.annotations.NullMarked;
