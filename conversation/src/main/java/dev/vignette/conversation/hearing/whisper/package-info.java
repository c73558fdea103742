/**
 * Whisper (Radford et al. 2022, "Robust Speech Recognition via Large-Scale Weak Supervision") from its published ONNX
 * exports: {@link dev.vignette.conversation.hearing.whisper.WhisperSpeechToText} is the way in. Sound goes through {@code
 * LogMel} and the encoder network; {@code WindowDecoder} lets the decoder network write one token after the other under
 * {@code LogitRules}; {@code Tokenizer} makes words of them.
 */
@NullMarked
package dev.vignette.conversation.hearing.whisper;

import org.jspecify.annotations.NullMarked;
