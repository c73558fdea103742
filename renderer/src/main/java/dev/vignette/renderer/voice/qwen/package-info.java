/**
 * Qwen3-TTS (12 Hz Base): a cloning voice of 0.6 B parameters for a GPU. {@link dev.vignette.renderer.voice.qwen.QwenVoice} is
 * the way in.
 *
 * @see <a href="https://arxiv.org/abs/2601.15621">Qwen3-TTS technical report</a>
 */
@NullMarked
package dev.vignette.renderer.voice.qwen;

import org.jspecify.annotations.NullMarked;
