/**
 * What a face does while it speaks, apart from how it is drawn: speech goes in, one
 * {@link dev.vignette.renderer.face.motion.Expression} a frame comes out, which a
 * {@link dev.vignette.renderer.face.motion.Painter} turns into pixels.
 */
@NullMarked
package dev.vignette.renderer.face.motion;

import org.jspecify.annotations.NullMarked;
