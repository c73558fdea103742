/** From a script to the ids that Qwen3-TTS reads. */
@NullMarked
package dev.vignette.renderer.voice.qwen.text;

import org.jspecify.annotations.NullMarked;
