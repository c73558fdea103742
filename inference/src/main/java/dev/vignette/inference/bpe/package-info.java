/** Byte-level byte-pair encoding, as Whisper's and Qwen's vocabularies use it. */
@NullMarked
package dev.vignette.inference.bpe;

import org.jspecify.annotations.NullMarked;
