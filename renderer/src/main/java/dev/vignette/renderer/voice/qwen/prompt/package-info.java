/** How text, voice and reference are laid out as rows for the talker; plain values, no networks. */
@NullMarked
package dev.vignette.renderer.voice.qwen.prompt;

import org.jspecify.annotations.NullMarked;
