/**
 * Taking a person's voice in: whether a sample is good enough to be cloned, with advice where it is not, and how alike two voices
 * are to a speaker model.
 */
@NullMarked
package dev.vignette.renderer.voice.enrolment;

import org.jspecify.annotations.NullMarked;
