/**
 * Sound as values: {@link dev.vignette.media.sound.Pcm} is mono floating point with its rate; around it decoding of what
 * people send, resampling and WAV writing.
 */
@NullMarked
package dev.vignette.media.sound;

import org.jspecify.annotations.NullMarked;
