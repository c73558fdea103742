/**
 * Ditto, a talking head by motion diffusion (Li et al. 2024), wholly in Java:
 * {@link dev.vignette.renderer.face.ditto.DittoFace} shows a photograph speaking. Its steps are {@code source}
 * (registration), {@code motion} (sound to motion), {@code drive} (motion to key points), {@code network} (the networks) and
 * {@code picture} (sampling and pasting). {@code docs/ditto.md} is the tour.
 */
@NullMarked
package dev.vignette.renderer.face.ditto;

import org.jspecify.annotations.NullMarked;
