/**
 * Pictures on their way into and out of the networks, with the exact 8-bit sampling rules of OpenCV 4 (portable kernels, up to
 * release 4.10), so that the same picture gives the same network input as the published program.
 */
@NullMarked
package dev.vignette.renderer.face.ditto.picture;

import org.jspecify.annotations.NullMarked;
