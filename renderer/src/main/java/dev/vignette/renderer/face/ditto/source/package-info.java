/**
 * Registration of a source: from a picture to the face's crop, its appearance, its motion at rest and the state of its eyes.
 */
@NullMarked
package dev.vignette.renderer.face.ditto.source;

import org.jspecify.annotations.NullMarked;
