/** The embedded voice: espeak-ng in a process of its own, brought near to a sample's pitch, pace and timbre ("approximate voice"). */
@NullMarked
package dev.vignette.renderer.voice.espeak;

import org.jspecify.annotations.NullMarked;
