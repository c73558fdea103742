/**
 * Speech into words: the port {@link dev.vignette.conversation.hearing.SpeechToText} and what it gives, a {@link
 * dev.vignette.conversation.hearing.Transcript}. The {@linkplain dev.vignette.conversation.hearing.whisper Whisper} engine
 * implements it; {@linkplain dev.vignette.conversation.hearing.vad voice activity detection} says where speech is.
 */
@NullMarked
package dev.vignette.conversation.hearing;

import org.jspecify.annotations.NullMarked;
