/**
 * From sound to motion: audio windows, conditions, the diffusion of 80-frame windows and their fusing into one sequence,
 * offline and as a stream (Li et al. 2024, "Ditto").
 */
@NullMarked
package dev.vignette.renderer.face.ditto.motion;

import org.jspecify.annotations.NullMarked;
