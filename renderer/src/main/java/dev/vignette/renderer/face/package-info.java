/** The port {@link dev.vignette.renderer.face.Face}: speech in, frames out, as soon as the sound for them exists. */
@NullMarked
package dev.vignette.renderer.face;

import org.jspecify.annotations.NullMarked;
