/**
 * Ditto with everything between the motion and the encoder on an NVIDIA GPU: the published networks cut and edited for speed, and
 * kernels of our own between their parts. Each kernel has a plain Java reference of the same arithmetic.
 */
@NullMarked
package dev.vignette.renderer.face.ditto.device;

import org.jspecify.annotations.NullMarked;
