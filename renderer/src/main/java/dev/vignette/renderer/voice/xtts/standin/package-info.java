/** A checkpoint of XTTS-v2's layout with made-up weights, for tests and measurements. */
@NullMarked
package dev.vignette.renderer.voice.xtts.standin;

import org.jspecify.annotations.NullMarked;
