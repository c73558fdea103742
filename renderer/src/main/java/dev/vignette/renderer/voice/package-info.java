/** The port {@link dev.vignette.renderer.voice.Voice}: text in, speech out in chunks, with phoneme times where the engine knows them. */
@NullMarked
package dev.vignette.renderer.voice;

import org.jspecify.annotations.NullMarked;
