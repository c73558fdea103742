/** The embedded face: a drawn rig moved by visemes. */
@NullMarked
package dev.vignette.renderer.face.sketch;

import org.jspecify.annotations.NullMarked;
