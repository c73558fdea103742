/** From rows to frames of codes, and from frames to sound: the loop of Qwen3-TTS, by the published graphs or by ours. */
@NullMarked
package dev.vignette.renderer.voice.qwen.speech;

import org.jspecify.annotations.NullMarked;
