/** Ditto's settings, read from the published pickle without running anything that is in it. */
@NullMarked
package dev.vignette.renderer.face.ditto.config;

import org.jspecify.annotations.NullMarked;
