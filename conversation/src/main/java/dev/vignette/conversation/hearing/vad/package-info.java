/**
 * Where speech is: a {@link dev.vignette.conversation.hearing.vad.SpeechDetector} gives a probability for every 32 ms,
 * {@link dev.vignette.conversation.hearing.vad.SpeechSpans} makes stretches of speech of them.
 */
@NullMarked
package dev.vignette.conversation.hearing.vad;

import org.jspecify.annotations.NullMarked;
