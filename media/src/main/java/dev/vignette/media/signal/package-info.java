/** Measuring and reshaping speech: fundamental frequency, long-term spectrum, pace, pitch and colour. Pure functions on {@code Pcm}. */
@NullMarked
package dev.vignette.media.signal;

import org.jspecify.annotations.NullMarked;
