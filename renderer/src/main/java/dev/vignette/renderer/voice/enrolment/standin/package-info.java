/** A speaker model with made-up weights. */
@NullMarked
package dev.vignette.renderer.voice.enrolment.standin;

import org.jspecify.annotations.NullMarked;
