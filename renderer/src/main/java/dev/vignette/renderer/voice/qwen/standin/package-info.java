/**
 * Networks shaped like the published ones of Qwen3-TTS with made-up weights: for measuring, and for tests of everything but
 * the sound. The small ones end a sentence after a time that goes with its length, and hum.
 */
@NullMarked
package dev.vignette.renderer.voice.qwen.standin;

import org.jspecify.annotations.NullMarked;
