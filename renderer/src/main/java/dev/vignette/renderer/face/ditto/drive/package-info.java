/** From motion to key points: retargeting on the source, blinks, gaze, fades and the directions a caller may give. */
@NullMarked
package dev.vignette.renderer.face.ditto.drive;

import org.jspecify.annotations.NullMarked;
