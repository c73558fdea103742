/** The twelve networks of Ditto: what each takes and gives, and how they are run together. */
@NullMarked
package dev.vignette.renderer.face.ditto.network;

import org.jspecify.annotations.NullMarked;
